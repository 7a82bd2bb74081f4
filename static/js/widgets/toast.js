import { h } from '../dom.js';

/** A short message that goes away by itself. */
export function toast(text) {
  const el = h('div', { class: 'toast', text });
  document.getElementById('toasts').append(el);
  setTimeout(() => el.remove(), 4000);
}
