/** One network: head, banners, cards, charts, layers, source. */

import { path } from '../address.js';
import { api } from '../api.js';
import { h, replace } from '../dom.js';
import { toModel } from '../model.js';
import { go } from '../router.js';
import { pageState } from '../state.js';
import { failure } from '../widgets/problem.js';
import { openShare } from '../widgets/share.js';
import { encodeEntry } from './compare/entries.js';
import { missingNote, takeMissing } from './compare/missing.js';
import { thenNote } from './compare/then.js';
import { banners } from './network/banners.js';
import { cards } from './network/cards.js';
import { chartSection } from './network/charts.js';
import { networkHead } from './network/head.js';
import { layerSection } from './network/layers.js';
import { sidePanel } from './network/side.js';

const DEFAULTS = { phase: '', level: '', stage: '', batch: '', input: '', data_shape: '', dtype: 'fp32', solver: 'SGD',
  units: 'MiB', mem: 'caffe', chart: 'all', log: false, zoom: [], sort: '', q: '', type: [], sel: -1, src: false };

/** What changes the document itself. */
const ASKS = ['phase', 'level', 'stage', 'batch', 'input', 'data_shape', 'dtype', 'solver'];

/** The analysis options of a page's state: only those that differ. */
export function askOptions(state) {
  return Object.fromEntries(ASKS.filter((k) => state[k] !== DEFAULTS[k]).map((k) => [k, state[k]]));
}

/** TEST, unless only TRAIN has something to show. */
function automaticPhase(network) {
  const { TEST, TRAIN } = network.summary ?? {};
  return TEST && TRAIN && TEST.layers === 0 && TRAIN.layers > 0 ? 'TRAIN' : 'TEST';
}

async function load(network, state) {
  const options = askOptions(state);
  if (!options.phase && automaticPhase(network) === 'TRAIN') options.phase = 'TRAIN';
  return toModel(await api.analysis(network.id, options));
}

/** `shared`: the stored link that opened it, {title, note}. */
export async function mountNetwork(main, [, id], live, shared = null) {
  let network = null, model = null;
  const state = pageState(DEFAULTS, (next, changed) => page?.changed(next, changed));
  let page = null;
  try {
    ({ network } = await api.network(id));
    model = await load(network, state.get());
  } catch (error) {
    if (!live()) return {};
    const missing = error.status === 404 && /^[0-9a-f]{24,64}$/.test(id) ? [{ sha256: id }] : [];
    replace(main, failure(error, 'This network cannot be shown'), missing.length > 0 && h('div', { class: 'page' }, missingNote(missing)));
    return missing.length ? { take: takeMissing(missing) } : {};
  }
  if (!live()) return {};
  document.title = `${network.name} – netweight`;
  page = networkPage(main, network, model, state, shared);
  return { reread: () => state.reread(), close: () => page.close(), keys: page.keys };
}

function networkPage(main, network, first, state, shared) {
  const set = (patch, step = false) => state.set(patch, { step });
  const root = h('div', { class: 'page network' });
  const automatic = automaticPhase(network);
  let model = first, charts = null, layers = null, side = null, asked = 0;

  const pick = (i) => set({ sel: i === state.get().sel ? -1 : i });
  const show = (i) => set({ sel: i });
  const hover = (i) => { charts.hover(i); layers.hover(i); };
  const jump = (line) => { set({ src: true }); side.jump(line); };
  const share = () => openShare({ title: network.name, path: path() + state.query(),
    networks: [{ id: network.id, options: askOptions(state.get()) }], view: { query: state.query() } });
  const compare = () => go(`/compare?n=${encodeEntry({ id: network.id, options: askOptions(state.get()) })}`);

  const phaseNote = () => (automatic === 'TRAIN' && !state.get().phase
    ? 'This file has nothing to run in phase TEST, so TRAIN is shown.' : '');
  /** The link's figures answer the link's question only. */
  const sameQuestion = (now) => JSON.stringify(askOptions(now)) === asksAtFirst;
  const asksAtFirst = JSON.stringify(askOptions(state.get()));
  const top = h('div', { class: 'top' });
  function drawTop() {
    const now = state.get();
    replace(top, networkHead(network, model.doc, now, { set, share, compare, automatic }),
      shared && h('section', { class: 'banner info' }, h('strong', { text: shared.title || 'Shared' }), ' ', shared.note),
      sameQuestion(now) && thenNote(shared, [{ network, model }]),
      banners(model.doc, phaseNote(), jump), cards(model, now, set));
  }
  function build() {
    close();
    const now = state.get();
    charts = chartSection(model, now, { set, hover, pick: show });
    layers = layerSection(model, now, { id: network.id, set, hover, pick, open: (i) => set({ sel: i, src: true }) });
    side = sidePanel(model, network.id, { set, close: () => set({ sel: -1, src: false }) });
    drawTop();
    const empty = !model.rows.length;
    replace(root, top, !empty && charts.element,
      h('div', { class: 'lower' }, empty ? null : layers.element, side.element));
    side.update(empty ? { ...now, src: true } : now);
  }
  function close() {
    charts?.close();
    side?.close();
  }
  async function reload() {
    const mine = ++asked;
    root.setAttribute('aria-busy', 'true');
    try {
      const next = await load(network, state.get());
      if (mine !== asked) return;
      model = next;
      build();
    } catch (error) {
      if (mine === asked) {
        replace(top, networkHead(network, model.doc, state.get(), { set, share, compare, automatic }),
          h('section', { class: 'banner bad' }, h('strong', { text: 'This question has no answer.' }), ` ${error.message}`));
      }
    }
    root.setAttribute('aria-busy', 'false');
  }
  function changed(next, keys) {
    if (ASKS.some((k) => keys.has(k))) return reload();
    if (keys.has('units')) drawTop();
    if (['units', 'mem', 'log', 'chart'].some((k) => keys.has(k))) charts.update(next, keys);
    layers.update(next, keys);
    if (keys.has('sel')) { charts.pick(next.sel); layers.pick(next.sel); }
    if (['sel', 'src', 'units'].some((k) => keys.has(k))) side.update(next);
    return undefined;
  }
  build();
  replace(main, root);
  return { changed, close, keys: pageKeys() };

  function pageKeys() {
    const step = (n) => {
      const row = layers.neighbour(n);
      if (row) show(row.index);
      layers.bringPick();
    };
    return {
      find: () => layers.find(), next: () => step(1), previous: () => step(-1), share, compare,
      open: () => state.get().sel >= 0 && set({ src: true }, true),
      phase: () => set({ phase: model.doc.state.phase === 'TEST' ? 'TRAIN' : 'TEST' }, true),
      units: () => set({ units: state.get().units === 'MiB' ? 'MB' : 'MiB' }),
    };
  }
}
