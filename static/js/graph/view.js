/** The graph in a window: what is in sight is drawn, the rest is not there. */

import { select, zoom, zoomIdentity } from '../../vendor/d3.js';
import { h, s } from '../dom.js';
import { LARGEST } from './columns.js';
import { box, frames, levelOf, lines, outlines } from './draw.js';

const MARGIN = 24;
const CLOSEST = 2.5;
/** Nets that are still drawn when all of them are in sight. */
const MOST_LINES = 6000;

function layers() {
  return { frames: s('g', {}), far: s('g', { class: 'outlines' }),
    edges: s('path', { class: 'edges' }), heads: s('path', { class: 'heads' }),
    lit: s('path', { class: 'edges lit' }),
    litHeads: s('path', { class: 'heads lit' }),
    boxes: s('g', { role: 'none' }), labels: s('g', { class: 'labels', 'aria-hidden': 'true' }) };
}

/** The part of the graph that is in sight, and half as much again around it. */
function windowOf(t, width, height) {
  const mx = width / 3, my = height / 3;
  return [(-t.x - mx) / t.k, (-t.y - my) / t.k, (width + mx - t.x) / t.k,
    (height + my - t.y) / t.k];
}

const inside = ([a, b, c, d], x0, y0, x1, y1) => x1 >= a && x0 <= c && y1 >= b && y0 <= d;
const covers = (a, b) => a && a[0] <= b[0] && a[1] <= b[1] && a[2] >= b[2] && a[3] >= b[3];

/** The scale at which all of a graph is in sight. */
export function scaleIn(graph, { width, height }) {
  return Math.max(0.02, Math.min(LARGEST, (width - 2 * MARGIN) / (graph.width + 8),
    (height - 2 * MARGIN - 24) / (graph.height + 24)));
}

export function graphView() {
  const p = layers();
  const world = s('g', { role: 'none' }, p.frames, p.far, p.edges, p.heads, p.lit, p.litHeads,
    p.labels, p.boxes);
  const svg = s('svg', { class: 'graph', role: 'none' }, world);
  const element = h('div', { class: 'graphbox' }, svg);
  let graph = null, rows = [], open = [], kept = null, t = zoomIdentity;
  let drawn = { window: null, level: '' }, whole = false;
  let marked = { pick: null, at: null, hover: null };
  const shown = new Map();

  function classes(node) {
    const el = shown.get(node);
    if (!el) return;
    el.classList.toggle('dim', Boolean(kept && !kept.has(node)));
    for (const [key, value] of Object.entries(marked)) el.classList.toggle(key, value === node);
    el.setAttribute('aria-selected', String(marked.pick === node));
  }
  function drawBoxes(level, seen) {
    const must = new Set([marked.pick, marked.at].filter(Boolean));
    const wanted = new Set(graph.nodes.filter((n) => must.has(n)
      || (level !== 'far' && inside(seen, n.x, n.y, n.x + n.width, n.y + n.height))));
    if (level !== drawn.level) { p.boxes.replaceChildren(); shown.clear(); }
    for (const [node, el] of shown) if (!wanted.has(node)) { el.remove(); shown.delete(node); }
    for (const node of wanted) {
      if (shown.has(node)) continue;
      const el = box(node, rows, level);
      shown.set(node, el);
      p.boxes.append(el);
      classes(node);
    }
  }
  function drawFar(level) {
    if (level !== 'far') return p.far.replaceChildren();
    const is = (n) => (kept && !kept.has(n) ? 'dim' : n.unknown ? 'unknown'
      : n.core ? 'core' : 'plain');
    return p.far.replaceChildren(...['dim', 'plain', 'core', 'unknown'].map((key) =>
      s('path', { class: key, d: outlines(graph.nodes.filter((n) => is(n) === key)) })));
  }
  function drawNets(level, seen) {
    const nets = level === 'far' ? (graph.nets.length <= MOST_LINES ? graph.nets : [])
      : graph.nets.filter((net) => inside(seen, ...net.box));
    const { d, heads, labels } = lines(nets, level);
    p.edges.setAttribute('d', d);
    p.heads.setAttribute('d', heads);
    p.labels.replaceChildren(...labels);
  }
  /** The nets of the box under the mouse, or of the chosen one. */
  function drawLit() {
    const node = marked.hover ?? marked.pick ?? null;
    const { d, heads } = lines(node ? [...node.inputs, ...node.outputs] : [], 'mid');
    p.lit.setAttribute('d', d);
    p.litHeads.setAttribute('d', heads);
  }
  function draw(force) {
    world.setAttribute('transform', t.toString());
    const { clientWidth: width, clientHeight: height } = element;
    if (!graph || !width) return;
    const level = levelOf(t.k), now = windowOf(t, width, height);
    const exact = [-t.x / t.k, -t.y / t.k, (width - t.x) / t.k, (height - t.y) / t.k];
    if (!force && level === drawn.level && (level === 'far' || covers(drawn.window, exact))) return;
    drawBoxes(level, now);
    if (force || level !== drawn.level) drawFar(level);
    drawNets(level, now);
    svg.dataset.level = level;
    svg.style.setProperty('--line-width', String(Math.max(1.25, 0.8 / t.k).toFixed(2)));
    drawn = { window: now, level };
  }

  const behaviour = zoom().scaleExtent([0.02, CLOSEST])
    .filter((e) => (e.type === 'wheel' ? e.ctrlKey || e.metaKey || element.dataset.whole === '1'
      : e.type.startsWith('touch') ? e.touches.length > 1 || element.dataset.whole === '1'
        : !e.button && e.type !== 'dblclick'))
    .on('zoom', ({ transform, sourceEvent }) => {
      t = transform;
      if (sourceEvent) whole = false;
      draw(false);
    });
  const target = select(svg);
  target.call(behaviour).on('dblclick.zoom', null);
  /* or the browser scrolls with both */
  svg.addEventListener('touchstart', (e) => e.touches.length > 1 && e.preventDefault(),
    { passive: false });

  const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  function moveTo(next, smooth) {
    if (smooth && !still()) target.transition().duration(220).call(behaviour.transform, next);
    else target.call(behaviour.transform, next);
  }
  const size = () => ({ width: element.clientWidth, height: element.clientHeight });
  function fitted() {
    const { width, height } = size(), k = scaleIn(graph, { width, height });
    return zoomIdentity.translate((width - graph.width * k) / 2, (height - graph.height * k) / 2)
      .scale(k);
  }
  /** As near to these offsets as leaves no side empty for nothing. */
  function filled(x, y) {
    const { width, height } = size(), { k } = t;
    const within = (at, room, all) => (all + 2 * MARGIN <= room ? (room - all) / 2
      : Math.min(MARGIN, Math.max(room - all - MARGIN, at)));
    return zoomIdentity.translate(within(x, width, graph.width * k),
      within(y, height - MARGIN, (graph.height + MARGIN) * k)).scale(k);
  }
  function limits() {
    behaviour.translateExtent([[-400, -300], [graph.width + 400, graph.height + 300]])
      .scaleExtent([Math.min(0.3, fitted().k), CLOSEST]);
  }
  function mark(key, node) {
    if (marked[key] === node) return;
    const old = marked[key];
    marked = { ...marked, [key]: node };
    if (key !== 'hover' && node && !shown.has(node) && graph) draw(true);
    for (const n of [old, node]) if (n) classes(n);
    if (key !== 'at') drawLit();
  }
  return {
    element, svg, size,
    /** @param {{rows, open, kept}} more open: groups that are open, kept: by the filter */
    show(next, more) {
      if (graph !== next) marked = { pick: null, at: null, hover: null };
      [graph, rows, open, kept] = [next, more.rows, more.open, more.kept];
      shown.clear();
      p.boxes.replaceChildren();
      p.frames.replaceChildren(...frames(graph, open));
      limits();
      draw(true);
      drawLit();
    },
    keep(set) {
      kept = set;
      shown.forEach((_, node) => classes(node));
      drawFar(drawn.level);
    },
    mark,
    fit(smooth = false) { limits(); moveTo(fitted(), smooth); whole = true; },
    zoomBy(factor) { whole = false; target.call(behaviour.scaleBy, factor); },
    /** Where a box is on the screen, so that another can be put there. */
    placeOf: (node) => [t.applyX(node.x), t.applyY(node.y)],
    putAt(node, [x, y]) {
      whole = false;
      moveTo(filled(x - node.x * t.k, y - node.y * t.k), false);
    },
    reveal(node, smooth = true) {
      const { width, height } = size();
      const x = t.applyX(node.x + node.width / 2), y = t.applyY(node.y + node.height / 2);
      const half = node.width / 2 * t.k;
      if (x - half > 8 && x + half < width - 8 && y > 30 && y < height - 30) return;
      whole = false;
      moveTo(filled(t.x + width / 2 - x, t.y + height / 2 - y), smooth);
    },
    /** The box at a place of the screen. */
    at(clientX, clientY) {
      const frame = svg.getBoundingClientRect();
      const [x, y] = t.invert([clientX - frame.left, clientY - frame.top]);
      return graph?.nodes.find((n) => x >= n.x && x <= n.x + n.width && y >= n.y
        && y <= n.y + n.height) ?? null;
    },
    /** What was all in sight stays so. */
    resized() {
      if (!graph) return;
      limits();
      if (whole) moveTo(fitted(), false);
      draw(true);
    },
    elementOf: (node) => shown.get(node),
  };
}
