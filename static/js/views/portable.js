/** What a link with networks inside holds, before anything is stored. */

import { api } from '../api.js';
import { button, h, icon, replace } from '../dom.js';
import { integer } from '../format.js';
import { unpack } from '../portable.js';
import { go } from '../router.js';
import { failure, problems } from '../widgets/problem.js';
import { encodeEntry } from './compare/entries.js';

const MARK = '#z=';

export const isPortable = () => location.hash.startsWith(MARK);

/** Stores the networks and opens the view that was shared. */
async function openBundle(bundle) {
  const entries = [];
  for (const { name, text, options } of bundle.networks) {
    const { network } = await api.upload(new File([text], name), { keep: true });
    entries.push({ id: network.id, options });
  }
  const query = new URLSearchParams(String(bundle.query));
  if (entries.length === 1) return go(`/n/${entries[0].id}${query.size ? `?${query}` : ''}`);
  query.delete('n');
  query.set('base', String(Number(bundle.baseline) || 0));
  return go(`/compare?n=${entries.map(encodeEntry).join(',')}&${query}`);
}

function line({ name, text }) {
  return h('li', {}, icon('file'), ' ', h('b', { text: name }),
    h('small', { class: 'note', text: ` ${integer(new Blob([text]).size)} bytes` }));
}

export async function mountPortable(main, match, live) {
  document.title = 'Shared networks – netweight';
  const bundle = await unpack(location.hash.slice(MARK.length)).catch((error) => ({ error }));
  if (!live()) return {};
  if (bundle.error) {
    replace(main, failure(bundle.error, 'This link cannot be opened'));
    return {};
  }
  const told = h('div', {});
  const act = button('Open', async () => {
    act.disabled = true;
    await openBundle(bundle).catch((error) => {
      act.disabled = false;
      replace(told, problems(error));
    });
  }, { class: 'primary' });
  replace(main, h('section', { class: 'page portable' },
    h('h1', { text: bundle.title || 'A link with networks inside' }), bundle.note && h('p', { text: bundle.note }),
    h('ul', { class: 'plain card' }, bundle.networks.map(line)),
    h('p', { class: 'note', text: 'The networks came in the link itself. Opening stores them in this netweight.' }),
    h('p', {}, act), told));
  act.focus();
  return { keys: { open: () => act.click() } };
}
