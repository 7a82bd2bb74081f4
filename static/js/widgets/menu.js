import { button, h, icon } from '../dom.js';

/** A button that opens a short list of actions: [text, action or href][]. */
export function menu(label, entries) {
  const close = () => { box.open = false; };
  const list = entries.map(([text, act]) => (typeof act === 'string'
    ? h('a', { href: act, download: '', on: { click: close } }, text)
    : button(text, () => { close(); act(); })));
  const box = h('details', { class: 'menu' },
    h('summary', {}, icon('download'), label), h('div', { class: 'list' }, list));
  box.addEventListener('focusout', (e) => !box.contains(e.relatedTarget) && e.relatedTarget
    && close());
  box.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape' || !box.open) return;
    e.stopPropagation();
    close();
    box.querySelector('summary').focus();
  });
  document.addEventListener('pointerdown', (e) => box.open && !box.contains(e.target) && close());
  return box;
}
