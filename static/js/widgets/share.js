/** The share dialog.  Opening it stores nothing; each kind is made on demand. */

import { full } from '../address.js';
import { api } from '../api.js';
import { h, replace } from '../dom.js';
import { linkBox, note } from '../share/box.js';
import { kinds } from '../share/kinds.js';
import { openDialog } from './dialog.js';

function thisPage(what) {
  return [h('h3', { text: 'This page as it is now' }), linkBox(full(what.path)),
    note('Its phase, sorting, filter and selection are in the address; nothing is stored.')];
}

/**
 * @param {{title: string, path: string, networks: {id, options}[], baseline?: number,
 *   view?: object}} what
 *   path: the address as it is now; networks: what a stored comparison names
 */
export function openShare(what) {
  const title = h('input', { type: 'text', value: what.title, maxlength: '200' });
  const remark = h('textarea', { rows: '2', maxlength: '2000' });
  const words = { title: () => title.value.trim(), note: () => remark.value.trim() };
  const list = h('div', {});
  kinds().then((all) => replace(list, all.map((make) => make(what, words))));
  openDialog('Share', h('form', { class: 'share', on: { submit: (e) => e.preventDefault() } },
    h('label', {}, 'Title', title), h('label', {}, 'Note', remark),
    list,
    !api.offline && thisPage(what)), { wide: true });
}
