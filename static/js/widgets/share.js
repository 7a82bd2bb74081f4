/** The share dialog.  Opening it stores nothing; the link is made on demand. */

import { api } from '../api.js';
import { button, h, replace } from '../dom.js';
import { copy } from '../files.js';
import { openDialog } from './dialog.js';

const LOCAL = /^(localhost|127\.|\[::1\])/;

function linkBox(url) {
  const input = h('input', { type: 'text', readonly: true, value: url, class: 'url', 'aria-label': 'Link' });
  input.addEventListener('focus', () => input.select());
  return h('div', { class: 'linkbox' }, input, button('Copy', async () => {
    if (!await copy(url)) input.select();
  }, { class: 'primary' }));
}

function reach() {
  return LOCAL.test(location.host)
    ? 'This address reaches this machine only. On another one, forward the port (ssh -L), or load the same files '
      + 'into its netweight: the same comparison has the same short link everywhere.'
    : 'Whoever reaches this server can open it.';
}

/**
 * @param {{title: string, path: string, networks: {id, options}[], baseline?: number, view?: object}} what
 *   path: the address as it is now; networks: what a stored comparison names
 */
export function openShare(what) {
  const made = h('div', { class: 'made' });
  const title = h('input', { type: 'text', value: what.title, maxlength: '200' });
  const note = h('textarea', { rows: '2', maxlength: '2000' });
  const make = button('Make a short link', async () => {
    make.disabled = true;
    try {
      const { href } = await api.compare({ networks: what.networks, baseline: what.baseline ?? 0,
        title: title.value.trim(), note: note.value.trim(), view: what.view ?? {} });
      replace(made, linkBox(location.origin + href),
        h('p', { class: 'note', text: 'The same comparison always has this link. It survives restarts and does not expire.' }));
      made.querySelector('input').select();
    } catch (error) {
      replace(made, h('p', { class: 'problem error', text: error.message }));
    }
    make.disabled = false;
  }, { class: 'primary' });
  openDialog('Share', h('form', { class: 'share', on: { submit: (e) => e.preventDefault() } },
    h('label', {}, 'Title', title), h('label', {}, 'Note', note),
    h('div', { class: 'actions' }, make), made,
    h('h3', { text: 'This page as it is now' }),
    linkBox(location.origin + what.path),
    h('p', { class: 'note', text: `With its phase, sorting, filter and selection. ${reach()}` })));
}
