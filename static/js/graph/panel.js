/** The graph section: what is folded, which figure, the window, what is under the mouse. */

import { CHARTS } from '../charts/index.js';
import { h, replace } from '../dom.js';
import { plural, shape } from '../format.js';
import { filterRows } from '../model.js';
import { buildGraph } from './build.js';
import { groupsAround, keyOf, legible, MOST } from './fold.js';
import { figureOf, figureWords, setFigures } from './figures.js';
import { lay, sameStructure, takePlaces } from './lay.js';
import { fitInto } from './layout.js';
import { measureWith, size } from './measure.js';
import { picture } from './picture.js';
import { graphTools } from './tools.js';
import { graphView, scaleIn } from './view.js';
import { graphHands } from './hands.js';

/** Amounts that a box can have: those of single layers only are left out. */
export const FIGURES = CHARTS.filter((c) => !c.only);
/** The smallest scale at which names can be read. */
const READABLE = 0.44;
const chartOf = (state) => FIGURES.find((c) => c.id === state.fig) ?? FIGURES[0];

function startMeasuring(element) {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen) measureWith(pen, getComputedStyle(element).fontFamily);
}

/** @param {{set(patch, step?), hover(i), pick(i)}} act */
export function graphPanel(element, model, state, act) {
  let graph = null, turn = 0, first = true, found = -1, chosen = '';
  const view = graphView();
  const readout = h('p', { class: 'readout' });
  const note = h('p', { class: 'note', role: 'status' });
  const tools = graphTools(model, state, { set: act.set, fit: refit, zoom: view.zoomBy,
    whole, find: nextFound, picture: (scheme) => picture(element, graph, model.rows,
      { open: openGroups(), scheme, title: `${model.doc.network.name || 'network'}: `
        + `${chartOf(state).title.toLowerCase()}` }) });
  replace(element, tools.bar, h('div', { class: 'above' }, readout, tools.legend), tools.open, note,
    view.element);
  startMeasuring(element);

  const refused = () => state.fold === 'none' && model.rows.length > MOST;
  const by = () => (state.fold && !refused() ? state.fold : chosen);
  /** Groups that are open, outermost first. */
  function openGroups() {
    const known = new Map();
    for (const key of state.unfold) {
      for (const g of groupsAround(model, by(), Number(key.split('-')[0]))) known.set(keyOf(g), g);
    }
    return state.unfold.map((key) => known.get(key)).filter(Boolean);
  }
  function kept() {
    const rows = filterRows(model.rows, state.q, state.type);
    return rows.length === model.rows.length ? null
      : new Set(rows.map((r) => graph.nodeOf.get(r.index)).filter(Boolean));
  }
  function figures() {
    const chart = chartOf(state);
    setFigures(graph, chart, state);
    for (const node of graph.nodes) node.chart = chart.title.toLowerCase();
  }
  function say() {
    note.hidden = !refused();
    note.textContent = refused() ? `${plural(model.rows.length, 'layer')} one by one are more than `
      + 'a picture can hold: they stand folded, and open where you click.' : '';
  }
  async function made(open, live) {
    const next = buildGraph(model, { by: by(), open, splits: state.splits });
    size(next, model.rows);
    return await lay(next, view.size(), live) && next;
  }
  /** As fine as can be read when all of it is in sight, unless the reader says how. */
  async function choose(live) {
    let next = null;
    for (chosen of legible(model)) {
      if (by() !== chosen) break;
      next = await made([], live);
      if (!next || scaleIn(next, view.size()) >= READABLE) break;
    }
    return next;
  }
  /** `anchor`: a layer whose box stays where it is on the screen. */
  async function rebuild({ anchor = -1, again = false } = {}) {
    const mine = ++turn, live = () => mine === turn;
    const at = graph?.nodeOf.get(anchor), place = at && view.placeOf(at);
    element.style.removeProperty('--graph-needed');
    view.element.setAttribute('aria-busy', 'true');
    let next = again || !chosen ? await choose(live) : null;
    if (!next || state.unfold.length) next = live() && await made(state.unfold, live);
    if (!next) return;
    view.element.removeAttribute('aria-busy');
    show(next);
    if (place) view.putAt(graph.nodeOf.get(anchor), place);
    else view.fit();
    pick(state.sel, Boolean(place) || first);
    first = false;
  }
  /** No higher than it takes to see all of it. */
  function trim() {
    const needed = Math.ceil(graph.height * scaleIn(graph, view.size()) + 2 * 50);
    element.style.setProperty('--graph-needed', `${needed}px`);
  }
  function show(next) {
    graph = next;
    figures();
    say();
    trim();
    tools.show(model, state, { by: by(), open: openGroups() });
    view.show(graph, { rows: model.rows, open: openGroups(), kept: kept() });
    hands.show(graph);
  }
  function refit() {
    element.style.removeProperty('--graph-needed');
    fitInto(graph, view.size());
    trim();
    view.show(graph, { rows: model.rows, open: openGroups(), kept: kept() });
    pick(state.sel, false, false);
    view.fit();
  }
  function whole(on) {
    element.classList.toggle('whole', on);
    view.element.dataset.whole = on ? '1' : '';
    document.documentElement.classList.toggle('covered', on);
    refit();
  }
  function pick(i, look = true) {
    const node = graph?.nodeOf.get(i) ?? null;
    view.mark('pick', node);
    if (node && look) view.reveal(node);
    read(node);
  }
  function read(node) {
    if (!node) {
      replace(readout, h('span', { class: 'note', text: matchMedia('(hover: none)').matches
        ? 'Two fingers move and zoom. A tap chooses a layer or unfolds a block.'
        : 'Drag moves, Ctrl + wheel zooms. A click chooses a layer or unfolds a block.' }));
      return;
    }
    const types = [node.type, ...node.chips.map((r) => r.type)].join(' + ');
    replace(readout, h('b', { text: node.name }), ` ${types} `,
      h('span', { class: 'note', text: node.outputs.map((n) => shape(n.shape)).join(', ') }),
      [...FIGURES].sort((a, b) => (b.id === state.fig) - (a.id === state.fig)).map((c) =>
        h('span', { class: 'val' }, h('small', { text: c.title }),
          figureWords(figureOf(node, c, state), c, state))));
  }
  function unfold(group) {
    const open = new Set(state.unfold);
    open.add(keyOf(group));
    act.set({ unfold: [...open] }, true);
  }
  function nextFound() {
    const list = [...kept() ?? []].sort((a, b) => a.index - b.index);
    if (!list.length) return;
    found = (found + 1) % list.length;
    hands.goTo(list[found]);
  }
  const hands = graphHands(view, { unfold,
    read: (node) => read(node ?? graph.nodeOf.get(state.sel)),
    hover: act.hover, pick: act.pick });

  const leave = (e) => e.key === 'Escape' && !e.defaultPrevented && tools.shrink();
  element.addEventListener('keydown', leave);
  const watch = new ResizeObserver(() => view.resized());
  watch.observe(view.element);
  rebuild();
  return {
    /** Other figures for the same layers leave everything where it is. */
    setModel(next, now) {
      const same = graph && sameStructure(model, next);
      [model, state] = [next, now];
      if (!same) return rebuild({ again: true });
      const twin = buildGraph(model, { by: by(), open: state.unfold, splits: state.splits });
      takePlaces(graph, twin);
      show(twin);
      return pick(state.sel, false);
    },
    update(next, changed) {
      const old = state;
      state = next;
      if (changed.has('fold')) return rebuild({ again: !state.fold });
      if (changed.has('splits')) return rebuild({ anchor: state.sel });
      if (changed.has('unfold')) {
        const [key] = [...old.unfold, ...next.unfold].filter((k) => old.unfold.includes(k)
          !== next.unfold.includes(k));
        return rebuild({ anchor: Number(key.split('-')[0]) });
      }
      if (!graph) return undefined;
      if (['fig', 'units', 'mem'].some((k) => changed.has(k))) {
        figures();
        view.show(graph, { rows: model.rows, open: openGroups(), kept: kept() });
        pick(state.sel, false);
      }
      if (['q', 'type'].some((k) => changed.has(k))) { found = -1; view.keep(kept()); }
      tools.show(model, state, { by: by(), open: openGroups() });
      return undefined;
    },
    hover: (i) => view.mark('hover', graph?.nodeOf.get(i) ?? null),
    pick: (i) => graph && pick(i),
    find: () => tools.find(),
    close() {
      turn += 1;
      watch.disconnect();
      element.removeEventListener('keydown', leave);
      document.documentElement.classList.remove('covered');
    },
  };
}
