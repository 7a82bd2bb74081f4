/** What a link with networks inside holds, before anything is stored. */

import { api } from '../api.js';
import { button, h, icon, replace } from '../dom.js';
import { integer } from '../format.js';
import { complete, onTop, spelling } from '../options.js';
import { unpack } from '../portable.js';
import { go } from '../router.js';
import { failure, problems } from '../widgets/problem.js';
import { encodeEntry, intoQuery, optionWords } from './compare/entries.js';

const MARK = '#z=';

export const isPortable = () => location.hash.startsWith(MARK);

const toFile = ({ name, bytes }) => new File([Uint8Array.from(bytes, (c) => c.charCodeAt(0))],
  name);

/** The network here: the sender's own file where this server has it. */
async function stored(network) {
  const id = network.here ? network.id
    : (await api.upload(toFile(network), { keep: true })).network.id;
  if (network.keep?.checked) await api.keepOptions(id, network.own);
  return id;
}

/** What is asked here for the sender's figures, whatever is kept here for the network. */
async function asked(id, { options, own }) {
  const { defaults = {} } = await api.network(id);
  if (complete(options) || spelling(defaults) === spelling(own)) return options;
  return { ...onTop(own, options), defaults: '0' };
}

/** Stores what is not here yet and opens the view that was shared. */
async function openBundle(bundle) {
  const entries = [];
  for (const n of bundle.networks) {
    const id = await stored(n);
    entries.push({ id, options: await asked(id, n) });
  }
  const query = new URLSearchParams(bundle.query);
  if (entries.length === 1) intoQuery(query, entries[0].options);
  if (entries.length === 1) return go(`/n/${entries[0].id}${query.size ? `?${query}` : ''}`);
  query.delete('n');
  query.set('base', String(bundle.baseline));
  return go(`/compare?n=${entries.map(encodeEntry).join(',')}&${query}`);
}

/** What is kept for the network at the sender's: kept here as well, if one says so. */
function choice(network) {
  const { own, here } = network, words = optionWords(own);
  const mine = optionWords(here?.defaults);
  if (here && spelling(here.defaults) === spelling(own)) return null;
  network.keep = h('input', { type: 'checkbox', checked: !here });
  return h('div', { class: 'note' },
    here && h('p', { text: `Here it is kept with ${mine || 'nothing of its own'}; the figures sent `
      + `rest on ${words || 'the file alone'}. They are shown as sent, and yours stay.` }),
    (words || mine) && h('label', { class: 'check' }, network.keep, words
      ? ` keep for this network: ${words}` : ` forget what is kept here: ${mine}`));
}

function line(network) {
  const { name, bytes, here } = network;
  return h('li', {}, icon('file'), ' ', h('b', { text: name }), h('small', { class: 'note',
    text: here ? ' is here already'
      : ` ${integer(bytes.length)} bytes, without what no figure depends on` }),
  complete(network.options) ? null : choice(network));
}

/** Which of them this server has. */
async function look(bundle) {
  await Promise.all(bundle.networks.map(async (n) => {
    n.here = /^[0-9a-f]{24}$/.test(n.id) ? await api.network(n.id).catch(() => null) : null;
  }));
  return bundle;
}

export async function mountPortable(main, match, live) {
  document.title = 'Shared networks – netweight';
  const bundle = await unpack(location.hash.slice(MARK.length)).then(look)
    .catch((error) => ({ error }));
  if (!live()) return {};
  if (bundle.error) {
    replace(main, failure(bundle.error, 'This link cannot be opened'));
    return {};
  }
  const told = h('div', {});
  const fresh = bundle.networks.filter((n) => !n.here).length;
  const act = button(fresh ? 'Store and open' : 'Open', async () => {
    act.disabled = true;
    await openBundle(bundle).catch((error) => {
      act.disabled = false;
      replace(told, problems(error));
    });
  }, { class: 'primary' });
  replace(main, h('section', { class: 'page portable' },
    h('h1', { text: bundle.title || 'A link with networks inside' }), bundle.note
      && h('p', { text: bundle.note }),
    h('ul', { class: 'plain card' }, bundle.networks.map(line)),
    h('p', { class: 'note', text: fresh
      ? 'The networks came in the link itself. Nothing is stored until you open them.'
      : 'All of them are stored here. Nothing is changed unless you say so above.' }),
    h('p', {}, act), told));
  act.focus();
  return { keys: { open: () => act.click() } };
}
