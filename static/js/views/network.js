/** One network: head, banners, cards, charts, layers, source. */

import { path } from '../address.js';
import { api } from '../api.js';
import { h, replace } from '../dom.js';
import { go } from '../router.js';
import { beyond, complete } from '../options.js';
import { pageState } from '../state.js';
import { failure } from '../widgets/problem.js';
import { openShare } from '../widgets/share.js';
import { encodeEntry } from './compare/entries.js';
import { missingNote, takeMissing } from './compare/missing.js';
import { thenNote } from './compare/then.js';
import { banners } from './network/banners.js';
import { cards } from './network/cards.js';
import { chartSection } from './network/charts.js';
import { graphSection } from './network/graph.js';
import { leftOut } from './network/leftout.js';
import { networkHead } from './network/head.js';
import { layerSection } from './network/layers.js';
import { ASKS, askOptions, automaticPhase, DEFAULTS, load, WHAT_IF, withoutWhatIf }
  from './network/questions.js';
import { sidePanel } from './network/side.js';
import { whatIf } from './network/whatif.js';
import { whatWasAsked } from './network/asked.js';
import { ask } from './network/ask.js';

/** So many layers take no longer to draw than one frame; of more the figures come first. */
const AT_ONCE = 2000;

/** The figures are on the screen: charts and table take longer. */
const painted = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });

/** `shared`: the stored link that opened it, {title, note}. */
export async function mountNetwork(main, [, id], live, shared = null) {
  let network = null, model = null;
  const state = pageState(DEFAULTS, (next, changed) => page?.changed(next, changed));
  let page = null;
  try {
    const answer = await api.network(id);
    network = { ...answer.network, solvers: answer.solvers ?? [],
      defaults: answer.defaults ?? {} };
    model = await load(network, state.get(), shared);
  } catch (error) {
    if (!live()) return {};
    const missing = error.status === 404 && /^[0-9a-f]{24,64}$/.test(id) ? [{ sha256: id }] : [];
    replace(main, failure(error, 'This network cannot be shown'), missing.length > 0
      && h('div', { class: 'page' }, missingNote(missing)));
    return missing.length && !api.readonly ? { take: takeMissing(missing) } : {};
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
  const below = h('div', { class: 'top' }), drawn = h('div', { class: 'drawn' }),
    lower = h('div', { class: 'lower' });
  let model = first, before = null, charts = null, layers = null, side = null, graph = null;
  let asked = 0, answering = null;
  const busy = (is) => root.setAttribute('aria-busy', String(is));
  const clear = () => Object.fromEntries(WHAT_IF.map((k) => [k, DEFAULTS[k]]));
  const whatif = (api.offline ? whatWasAsked : whatIf)({ set,
    asked: () => beyond(askOptions(state.get()), network.defaults), now: () => state.get(),
    clear });

  const pick = (i) => set({ sel: i === state.get().sel ? -1 : i });
  const show = (i) => set({ sel: i });
  const hover = (i) => { charts.hover(i); layers.hover(i); graph.hover(i); };
  /** What the graph has under the mouse. */
  const hoverOutside = (i) => { charts.hover(i); layers.hover(i); };
  const jump = (line) => { set({ src: true }); side.jump(line); };
  const options = () => (shared ? { ...askOptions(state.get()), defaults: '0' }
    : askOptions(state.get()));
  const share = () => openShare({ title: network.name, path: path() + state.query(),
    networks: [{ id: network.id, options: options() }], view: { query: state.query() } });
  const compare = () => go(`/compare?n=${encodeEntry({ id: network.id, options: options() })}`);

  const phaseNote = () => (automatic === 'TRAIN' && !state.get().phase
    ? 'This file has nothing to run in phase TEST, so TRAIN is shown.' : '');
  /** The link's figures answer the link's question only. */
  const sameQuestion = (now) => JSON.stringify(askOptions(now)) === asksAtFirst;
  const asksAtFirst = JSON.stringify(askOptions(state.get()));
  const top = h('div', { class: 'top' });
  function drawTop() {
    const now = state.get();
    replace(top, networkHead(network, model.doc,
      { set, share, compare: !api.readonly && compare, automatic, graph: () => graph.show(),
        toggle: whatif.toggle }));
    whatif.update(model, now, WHAT_IF.some((k) => k !== 'phase' && k in askOptions(now)));
    replace(below, shared && h('section', { class: 'banner info' },
      h('strong', { text: shared.title || 'Shared' }), ' ', shared.note),
      sameQuestion(now) && thenNote(shared, [{ network, model }]),
      !shared && complete(askOptions(now)) && leftOut(network,
        () => set({ ...clear(), defaults: '' }, true)),
      banners(model.doc, phaseNote(), jump,
        ask(network, model, { options: askOptions(now), refresh, jump, set,
          fixed: Boolean(shared) || Boolean(api.readonly) || complete(askOptions(now)) })),
      cards(model, now, set, before?.totals));
  }
  function build() {
    const now = state.get();
    charts = chartSection(model, now, { set, hover, pick: show });
    layers = layerSection(model, now,
      { id: network.id, set, hover, pick, open: (i) => set({ sel: i, src: true }) });
    graph = graphSection(model, now, { set, hover: hoverOutside, pick: show });
    side = sidePanel(model, network.id, { set, close: () => set({ sel: -1, src: false }),
      before: (row) => before?.rows.find((r) => r.name === row.name && r.type === row.type) });
    place(now);
  }
  function place(now) {
    const empty = !model.rows.length;
    if (empty || !layers.element.isConnected) {
      replace(drawn, !empty && charts.element);
      replace(lower, !empty && h('div', { class: 'column' }, graph.element, layers.element),
        side.element);
    }
    side.update(empty ? { ...now, src: true } : now);
  }
  /** Charts, table and panel show another analysis. */
  function renew() {
    const now = state.get();
    charts.load(model, now);
    layers.load(model, now);
    graph.setModel(model, now);
    side.load(model);
    place(now);
  }
  function close() {
    charts?.close();
    side?.close();
    graph?.close();
  }
  /** Kept while the same is asked for: most answers need one request. */
  let kept = { key: '', model: null };
  async function loadBefore() {
    const plain = withoutWhatIf(state.get());
    const key = plain && JSON.stringify(askOptions(plain));
    if (plain && kept.key !== key) kept = { key, model: load(network, plain).catch(() => null) };
    return plain && kept.model;
  }
  async function answer(mine) {
    try {
      const [next, old] = await Promise.all([load(network, state.get(), shared), loadBefore()]);
      if (mine !== asked) return;
      [model, before] = [next, old];
      drawTop();
      if (model.rows.length > AT_ONCE) await painted();
      if (mine === asked) renew();
    } catch (error) {
      if (mine === asked) whatif.fail(error.message);
    }
  }
  /** What figures were, on a page that opens with a what-if. */
  async function showBefore() {
    busy(true);
    const old = await loadBefore();
    if (asked) return;
    before = old;
    drawTop();
    place(state.get());
    busy(false);
  }
  /** One question at a time: what was asked meanwhile is answered by the newest of it. */
  async function answerAll() {
    busy(true);
    for (let mine = 0; mine !== asked;) {
      mine = asked;
      await answer(mine);
    }
    busy(false);
    answering = null;
  }
  function reload() {
    asked += 1;
    answering ??= answerAll();
    return answering;
  }
  /** After an answer was kept. */
  async function refresh() {
    Object.assign(network, (await api.network(network.id)).network);
    kept = { key: '', model: null };
    await reload();
  }
  function changed(next, keys) {
    if (ASKS.some((k) => keys.has(k))) return reload();
    if (keys.has('units')) drawTop();
    if (['units', 'mem', 'log', 'chart', 'by'].some((k) => keys.has(k))) charts.update(next, keys);
    layers.update(next, keys);
    graph.update(next, keys);
    if (keys.has('sel')) for (const part of [charts, layers, graph]) part.pick(next.sel);
    if (['sel', 'src', 'units'].some((k) => keys.has(k))) side.update(next);
    return undefined;
  }
  root.append(top, whatif.element, below, drawn, lower);
  drawTop();
  build();
  replace(main, root);
  if (withoutWhatIf(state.get())) showBefore();
  return { changed, close, keys: pageKeys() };

  function pageKeys() {
    const step = (n) => {
      const row = layers.neighbour(n);
      if (row) show(row.index);
      layers.bringPick();
    };
    return {
      find: () => layers.find(), graph: () => graph.show(), next: () => step(1),
      previous: () => step(-1), share, compare: api.readonly ? null : compare,
      open: () => state.get().sel >= 0 && set({ src: true }, true),
      phase: () => set({ phase: model.doc.state.phase === 'TEST' ? 'TRAIN' : 'TEST' }, true),
      units: () => set({ units: state.get().units === 'MiB' ? 'MB' : 'MiB' }),
    };
  }
}
