/** Pieces of the share dialog. */

import { button, h, replace } from '../dom.js';
import { copy } from '../files.js';

/** A link with its copy button. */
export function linkBox(url) {
  const input = h('input', { type: 'text', readonly: true, value: url, class: 'url',
    'aria-label': 'Link' });
  input.addEventListener('focus', () => input.select());
  return h('div', { class: 'linkbox' }, input, button('Copy', async () => {
    if (!await copy(url)) input.select();
  }, { class: 'primary' }));
}

export const note = (text) => h('p', { class: 'note', text });

/** One kind of sharing: what it is, what the receiver needs, a button that makes it.
 *  make() resolves to what is shown then. */
export function kind({ title, needs, label, primary, beside, make }) {
  const made = h('div', { class: 'made', role: 'status' });
  const act = button(label, async () => {
    act.disabled = true;
    try {
      replace(made, await make());
      made.querySelector('input')?.select();
    } catch (error) {
      replace(made, h('p', { class: 'problem error', text: error.message }));
    }
    act.disabled = false;
  }, { class: primary ? 'primary' : '' });
  return h('section', { class: 'kind' },
    h('div', { class: 'kindhead' },
      h('div', {}, h('h3', { text: title }),
        h('p', { class: 'note' }, h('b', { text: 'The receiver needs: ' }), needs)),
          h('span', { class: 'kindact' }, beside, act)),
    made);
}
