/** The links that were made here: find, open, copy, rename, delete. */

import { api } from '../api.js';
import { button, h, icon, replace } from '../dom.js';
import { copy } from '../files.js';
import { date, plural } from '../format.js';
import { ask, openDialog } from '../widgets/dialog.js';
import { failure } from '../widgets/problem.js';
import { toast } from '../widgets/toast.js';
import { networkShares } from './links/shares.js';

/** Title and note; resolves when they are stored, or the dialog is closed. */
function editLink(link) {
  return new Promise((resolve) => {
    const title = h('input', { type: 'text', value: link.title, maxlength: '200' });
    const note = h('textarea', { rows: '3', maxlength: '2000' }, link.note);
    const form = h('form', { class: 'share', on: { submit: save } },
      h('label', {}, 'Title', title), h('label', {}, 'Note', note),
      h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, 'Save')));
    const dialog = openDialog('Rename', form);
    title.select();
    dialog.addEventListener('close', resolve);
    async function save(event) {
      event.preventDefault();
      try {
        await api.renameComparison(link.id, { title: title.value.trim(), note: note.value.trim() });
        dialog.close();
      } catch (error) { toast(error.message); }
    }
  });
}

async function removeLink(link) {
  const sure = await ask('Delete',
    `Delete the link “${link.title || 'Untitled'}”? Its address will open nothing any more; `
    + 'the networks stay. Sharing the same view again gives the same address.', 'Delete');
  if (sure) await api.removeComparison(link.id).catch((error) => toast(error.message));
}

function row(link, act) {
  const name = link.title || 'Untitled';
  return h('li', { class: 'linkrow' },
    h('div', { class: 'words' }, h('a', { href: link.href, text: name }),
      h('small', { class: 'note',
        text: `${plural(link.networks, 'network')} · ${date(link.created)} · `
          + `netweight ${link.analyzer}` }),
      link.note && h('p', { class: 'note', text: link.note })),
    h('span', { class: 'tools' },
      button('Copy link', () => copy(location.origin + link.href),
        { class: 'quiet', 'aria-label': `Copy the link of ${name}` }),
      button(icon('pencil'), () => act.edit(link),
        { class: 'quiet', 'aria-label': `Rename ${name}`, title: 'Rename' }),
      button(icon('trash'), () => act.remove(link),
        { class: 'quiet', 'aria-label': `Delete ${name}`, title: 'Delete' })));
}

export async function mountLinks(main, match, live) {
  document.title = 'My links – netweight';
  let links = [];
  const shares = h('section', { class: 'shares' });
  const list = h('ul', { class: 'plain card linklist' });
  const find = h('input', { type: 'search', class: 'find', placeholder: 'Find a link',
    'aria-label': 'Find a link', on: { input: () => show() } });
  const act = { edit: async (l) => { await editLink(l); await refresh(); }, remove: async (l) =>
    { await removeLink(l); await refresh(); } };
  function show() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = links.filter((l) => words.every((w) => `${l.title} ${l.note}`.toLowerCase()
      .includes(w)));
    replace(list, kept.length ? kept.map((l) => row(l, act))
      : h('li', { class: 'note', text: links.length ? 'No link matches.'
        : 'No links yet. Open a network or a comparison and choose Share.' }));
  }
  async function refresh() {
    ({ comparisons: links } = await api.comparisons());
    show();
    await networkShares(shares, links);
  }
  const fault = await refresh().then(() => null, (error) => error);
  if (!live()) return {};
  if (fault) {
    replace(main, failure(fault));
    return {};
  }
  replace(main, h('div', { class: 'page' },
    h('header', { class: 'pagehead' }, h('div', { class: 'titles' }, h('h1', { text: 'My links' }),
      h('p', { class: 'meta',
        text: 'Short links open wherever this server is reached. They survive restarts '
          + 'and do not expire.' })),
    find), list, shares));
  return { keys: { find: () => find.focus() } };
}
