/** Two to eight networks side by side. */

import { path, search, swap } from '../address.js';
import { api } from '../api.js';
import { align } from '../align.js';
import { h, replace } from '../dom.js';
import { fold, toModel } from '../model.js';
import { names } from '../names.js';
import { go } from '../router.js';
import { decode, pageState } from '../state.js';
import { failure } from '../widgets/problem.js';
import { openShare } from '../widgets/share.js';
import { compareCharts } from './compare/charts.js';
import { batchNote, compareHead } from './compare/head.js';
import { alignedLayers } from './compare/layers.js';
import { missingNote, takeMissing } from './compare/missing.js';
import { thenNote } from './compare/then.js';
import { decodeEntry, encodeEntry, intoQuery } from './compare/entries.js';
import { choose } from './compare/choose.js';
import { totalsTable } from './compare/totals.js';
import { mountNetwork } from './network.js';

const DEFAULTS = { n: [], base: 0, batch: '', show: 'params', by: '', rows: '', diff: false,
  log: false, units: 'MiB', mem: 'caffe', zoom: [], sort: '', q: '', sel: -1 };

/** Metadata and model of one entry {id, options}. */
async function loadEntry({ id, options }, batch) {
  const asked = batch ? { ...options, batch } : options;
  const [{ network, defaults }, doc] = await Promise.all([api.network(id),
    api.analysis(id, asked)]);
  return { id, options, network, defaults, model: toModel(doc) };
}

/** /compare?n=ID,ID: nothing is stored. */
export async function mountCompare(main, match, live) {
  document.title = 'Compare – netweight';
  const query = new URLSearchParams(search());
  const entries = query.get('n')?.split(',').filter(Boolean).map(decodeEntry) ?? [];
  if (entries.length < 2 || query.has('add')) return choose(main, entries, live);
  return open(main, live, { entries, defaults: DEFAULTS, title: '' });
}

/** The view as it was shared; of a single network with all that its figures rest on. */
function sharedQuery(stored) {
  const query = new URLSearchParams(stored.view?.query ?? '');
  const options = stored.networks.length === 1 ? stored.networks[0].options ?? {} : {};
  intoQuery(query, options);
  return query.size ? `?${query}` : '';
}

/** /c/ID: the stored comparison, its view as it was shared. */
export async function mountComparison(main, [, id], live) {
  let stored = null;
  try {
    stored = await api.comparison(id);
  } catch (error) {
    if (live()) replace(main, failure(error, 'This link cannot be opened'));
    return {};
  }
  const query = sharedQuery(stored);
  if (!search() && query) swap(path() + query);
  const present = stored.networks.filter((n) => n.present);
  const entries = present.map(({ id: network, options }) =>
    ({ id: network, options: { ...options, defaults: '0' } }));
  const missing = stored.networks.map((n, i) => ({ ...n, then: stored.figures?.[i] }))
    .filter((n) => !n.present);
  const base = Math.max(0, present.indexOf(stored.networks[stored.baseline ?? 0]));
  if (entries.length === 1 && !missing.length) {
    return mountNetwork(main, [null, entries[0].id], live, stored);
  }
  return open(main, live, { entries, missing, stored, title: stored.title,
    defaults: { ...DEFAULTS, base } });
}

async function open(main, live, { entries, missing = [], stored, title, defaults }) {
  let loaded = [];
  try {
    loaded = await Promise.all(entries.map((e) => loadEntry(e, decode(search(), defaults).batch)));
  } catch (error) {
    if (live()) replace(main, failure(error, 'These networks cannot be compared'));
    return {};
  }
  if (!live()) return {};
  document.title = `${title || names(loaded.map((e) => e.network)).join(' · ')} – netweight`;
  if (!loaded.length) {
    replace(main, h('div', { class: 'page' }, h('h1', { text: title || 'A comparison' }),
      stored?.note && h('p', { class: 'meta', text: stored.note }), missingNote(missing)));
    return api.readonly ? {} : { take: takeMissing(missing) };
  }
  return comparePage(main, loaded, { missing, stored, title, defaults });
}

function comparePage(main, loaded, { missing, stored, title, defaults }) {
  const state = pageState(defaults, changed);
  const set = (patch, step = false) => state.set(patch, { step });
  const root = h('div', { class: 'page compare' });
  let charts = null, layers = null, slots = [];

  const share = () => openShare({ title: title || names(loaded.map((e) => e.network)).join(' vs '),
    path: path() + state.query(), baseline: state.get().base, view: { query: viewQuery() },
    networks: loaded.map((e) => ({ id: e.id, options: e.options })) });
  /** The view without the list of networks, which the comparison itself holds. */
  function viewQuery() {
    const q = new URLSearchParams(state.query());
    q.delete('n');
    q.delete('base');
    return q.toString() && `?${q}`;
  }
  const drop = (i) => go(
    `/compare?n=${loaded.filter((_, k) => k !== i).map(encodeEntry).join(',')}`);
  const add = () => go(`/compare?n=${loaded.map(encodeEntry).join(',')}&add=1`);
  const hover = (i) => { charts.hover(i); layers.hover(i); };
  const pick = (i) => set({ sel: i });

  function build() {
    charts?.close();
    const now = state.get();
    slots = align(loaded.map((e) => fold(e.model, now.rows)), now.base);
    charts = compareCharts(loaded, slots, now, { set, hover, pick });
    layers = alignedLayers(loaded, slots, now, { set, hover, pick });
    replace(root, compareHead(loaded, now, { title, note: stored?.note, set, share,
      add: !api.readonly && add }),
      missingNote(missing), !now.batch && thenNote(stored, loaded), batchNote(loaded, now, set),
      totalsTable(loaded, now, { set, drop }), charts.element, layers.element);
  }
  function changed(next, keys) {
    if (keys.has('n') || keys.has('batch')) return go(path() + search(), { replace: true });
    if (['base', 'units', 'rows'].some((k) => keys.has(k))) return build();
    if (['show', 'by', 'log', 'mem'].some((k) => keys.has(k))) charts.update(next, keys);
    layers.update(next, keys);
    if (keys.has('sel')) { charts.pick(next.sel); layers.pick(next.sel); }
    return undefined;
  }
  build();
  replace(main, root);
  const step = (n) => {
    const slot = layers.neighbour(n);
    if (slot) pick(slot.index);
    layers.bringPick();
  };
  return { reread: () => state.reread(), close: () => charts?.close(),
    take: missing.length && !api.readonly ? takeMissing(missing) : undefined,
    keys: { share, find: () => layers.find(), next: () => step(1), previous: () => step(-1),
      compare: api.readonly ? null : add,
      differences: () => set({ diff: !state.get().diff }, true),
      units: () => set({ units: state.get().units === 'MiB' ? 'MB' : 'MiB' }) } };
}
