/** All networks: drop, find, choose, compare. */

import { api } from '../api.js';
import { button, h, icon, replace } from '../dom.js';
import { go } from '../router.js';
import { pageState } from '../state.js';
import { dropZone } from '../widgets/drop.js';
import { problems } from '../widgets/problem.js';
import { dataTable } from '../widgets/table.js';
import { toast } from '../widgets/toast.js';
import { deletedBundled } from './home/bundled.js';
import { homeColumns } from './home/columns.js';
import { removeNetwork, renameNetwork } from './home/manage.js';
import { recentLinks } from './home/links.js';
import { uploads } from './home/uploads.js';

const DEFAULTS = { q: '', sort: '', pick: [], units: 'MiB' };
const PAGE = 200;
const MOST = 8;

/** Every page of the list: a few requests at most, the server pages by 200. */
async function everything(q, sort, signal) {
  const list = [];
  let cursor = '';
  do {
    const answer = await api.networks({ q, sort, cursor, limit: PAGE }, signal);
    list.push(...answer.networks);
    cursor = answer.next ?? '';
  } while (cursor && list.length < 2000);
  return list;
}

export async function mountHome(main) {
  document.title = 'netweight';
  let list = [], asking = null, current = null;
  const state = pageState(DEFAULTS, (next, keys) => {
    if (keys.has('q') || keys.has('sort')) refresh();
    else show();
  });
  const sent = uploads(() => refresh());
  const tray = h('div', { class: 'tray', role: 'region', 'aria-label': 'Chosen networks' });
  const links = h('section', { class: 'links' });
  const bundled = h('p', { class: 'gone', hidden: true });
  const find = h('input', { type: 'search', class: 'find', placeholder: 'Find a network',
    'aria-label': 'Find a network',
    value: state.get().q, on: { input: () => state.set({ q: find.value }) } });
  const told = h('span', { class: 'note', role: 'status' });
  const table = dataTable({ label: 'Networks', id: (n) => n.id, empty: 'No network matches.',
    onSort: (sort) => state.set({ sort }, { step: true }),
    onPick: (n) => go(n.href ?? `/n/${n.id}`),
    rowClass: (n) => (state.get().pick.includes(n.id) ? 'chosen' : '') });
  const root = h('div', { class: 'page home' },
    h('section', { class: 'hero' }, h('div', {}, h('h1', { text: 'What does your network weigh?' }),
      h('p', { class: 'note',
        text: 'Depth, parameters, memory and arithmetic of Caffe networks, layer by layer, '
          + 'exactly as Caffe counts.' })),
    dropZone(sent.take)),
    sent.element,
    h('section', { class: 'layers' },
      h('header', { class: 'bar2' }, h('h2', { text: 'Networks' }), find, told), table.element,
      bundled),
    links, tray);

  const act = {
    toggle(id) {
      const chosen = new Set(state.get().pick);
      if (!chosen.delete(id)) chosen.add(id);
      if (chosen.size > MOST) return toast(`At most ${MOST} networks stand side by side.`);
      return state.set({ pick: [...chosen] });
    },
    rename: async (n) => { if (await renameNetwork(n)) refresh(); },
    remove: async (n) => {
      if (!await removeNetwork(n)) return;
      state.set({ pick: state.get().pick.filter((id) => id !== n.id) });
      refresh();
    },
  };
  const compare = () => go(`/compare?n=${state.get().pick.join(',')}`);

  function show() {
    const now = state.get();
    table.show(homeColumns(list, now, act), list, now.sort);
    if (current) table.pick(current, false);
    const names = now.pick.map((id) => list.find((n) => n.id === id)?.name ?? id);
    tray.hidden = !names.length;
    replace(tray, h('span', { text: names.join(', ') }), h('span', { class: 'grow' }),
      button('Clear', () => state.set({ pick: [] }), { class: 'quiet' }),
      button([icon('compare'), names.length > 1 ? `Compare ${names.length}` : 'Compare with…'],
        compare, { class: 'primary' }));
  }
  async function refresh() {
    asking?.abort();
    asking = new AbortController();
    const { q, sort } = state.get();
    try {
      list = sorted(await everything(q, SERVER_SORT[sort] ?? '', asking.signal), sort);
      told.textContent = q ? `${list.length} found` : '';
      show();
      deletedBundled(bundled, refresh);
    } catch (error) {
      if (error.name !== 'AbortError') replace(table.element, problems(error));
    }
  }
  const step = (n) => {
    const row = table.neighbour(n);
    if (!row) return;
    current = row.id;
    table.pick(current);
  };
  replace(main, root);
  recentLinks(links);
  await refresh();
  return {
    reread: () => { state.reread(); find.value = state.get().q; },
    take: sent.take,
    keys: { find: () => find.focus(), next: () => step(1), previous: () => step(-1), compare,
      open: () => current && go(`/n/${current}`), select: () => current && act.toggle(current),
      units: () => state.set({ units: state.get().units === 'MiB' ? 'MB' : 'MiB' }) },
  };
}

/** Orders that the server knows; the list that came is then put in exact order. */
const SERVER_SORT = { '': '', name: 'name', '-name': '-name' };

function sorted(list, sort) {
  const down = sort.startsWith('-');
  const value = homeColumns.values[sort.replace(/^-/, '')];
  if (!value) return list;
  return [...list].sort((a, b) => {
    const x = value(a), y = value(b);
    const order = typeof x === 'string' ? x.localeCompare(y, undefined, { numeric: true })
      : (x ?? -1) - (y ?? -1);
    return down ? -order : order;
  });
}
