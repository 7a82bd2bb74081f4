/** The share dialog.  Opening it stores nothing; the link is made on demand. */

import { api } from '../api.js';
import { button, h, replace } from '../dom.js';
import { copy } from '../files.js';
import { integer } from '../format.js';
import { pack } from '../portable.js';
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
    ? 'This address reaches this machine only; elsewhere the port can be forwarded (ssh -L).'
    : 'Whoever reaches this server can open it.';
}

/** Chat programs cut long links; some browsers and proxies too. */
function lengthWords(n) {
  const told = `${integer(n)} characters`;
  if (n > 8000) return `${told}: many programs cut such a link. Send the files instead.`;
  return n > 2000 ? `${told}: some chat programs cut such a link.` : `${told}.`;
}

const toText = (bytes) => Array.from(bytes, (b) => String.fromCharCode(b)).join('');

async function portableLink(what, title, note) {
  const networks = await Promise.all(what.networks.map(async ({ id, options }) => {
    const [{ network }, bytes] = await Promise.all([api.network(id), api.sourceBytes(id)]);
    return { name: network.file, id: network.id, bytes: toText(bytes), options };
  }));
  const query = String(what.view?.query ?? '').replace(/^\?/, '');
  return `http://localhost:8642/#z=${await pack({ networks, title, note, query, baseline: what.baseline ?? 0 })}`;
}

/** The part of the dialog for whoever cannot reach this server. */
function portablePart(what, title, note) {
  const made = h('div', { class: 'made' });
  const make = button('Make a link that carries the networks', async () => {
    try {
      const url = await portableLink(what, title.value.trim(), note.value.trim());
      replace(made, linkBox(url), h('p', { class: 'note', text: lengthWords(url.length) }));
    } catch (error) {
      replace(made, h('p', { class: 'problem error', text: error.message }));
    }
  });
  return [h('h3', { text: 'For somebody who does not reach this server' }),
    h('p', { class: 'note', text: 'Their own netweight opens it. The networks are in the part of the link that is never sent to a server.' }),
    h('div', { class: 'actions' }, make), made];
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
    h('p', { class: 'note', text: `With its phase, sorting, filter and selection. ${reach()}` }),
    portablePart(what, title, note)));
}
