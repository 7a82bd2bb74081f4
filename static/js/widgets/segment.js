import { h } from '../dom.js';

/**
 * A few choices side by side, one of them on.
 * @param {string} label for screen readers
 * @param {[value: string, text: string, title?: string][]} choices
 */
export function segment(label, choices, value, choose) {
  const buttons = choices.map(([v, text, title]) => h('button', {
    type: 'button', title, 'aria-pressed': String(v === value), data: { value: v },
    on: { click: () => { show(v); choose(v); } } }, text));
  function show(v) {
    for (const b of buttons) b.setAttribute('aria-pressed', String(b.dataset.value === v));
  }
  const el = h('div', { class: 'segment', role: 'group', 'aria-label': label }, buttons);
  return Object.assign(el, { show });
}
