/** Strips under one another with one common x axis: linked zoom, hover,
 *  selection, keyboard. */

import { select, zoom, zoomIdentity } from '../../vendor/d3.js';
import { button, h, s } from '../dom.js';
import { drawAxis } from './axis.js';
import { overview } from './overview.js';
import { crowded } from './paths.js';

const LEFT = 74;
const RIGHT = 12;

/** The part of the x axis that is shown: from and to in layers. */
function makeView(width, count, from, to, stages) {
  const left = LEFT, right = Math.max(left + 60, width - RIGHT);
  const pitch = (right - left) / (to - from);
  return { left, right, from, to, pitch, stages, count,
    x: (i) => left + (i - from) * pitch,
    at: (px) => Math.floor(from + (px - left) / pitch) };
}

/** A pinch comes as many small steps, a wheel as few large ones. */
function wheelDelta(event) {
  const unit = event.deltaMode === 1 ? 0.05 : event.deltaMode ? 1 : 0.002;
  return -event.deltaY * unit * (Math.abs(event.deltaY) < 50 ? 10 : 1);
}

/**
 * @param {{strips: object[], rows: object[], stages: object[], labels: HTMLElement[],
 *   describe(i): string, onHover(i), onPick(i), onZoom(from, to)}} options
 */
export function chartPanel(options) {
  const { strips } = options;
  let rows = [], stages = [], count = 1;
  const axis = s('svg', { class: 'xaxis', height: 22, 'aria-hidden': 'true' });
  const whole = overview((a, b) => zoomTo(a, b));
  const cursor = h('div', { class: 'strips', role: 'slider', tabindex: '0',
    'aria-label': options.label, 'aria-valuemin': '0', 'aria-valuemax': '0',
    'aria-valuenow': '0', 'aria-valuetext': 'no layer chosen' },
  strips.map((strip, i) => h('div', { class: 'striprow' }, options.labels[i], strip.svg)), axis);
  const note = h('p', { class: 'legend', hidden: true });
  const element = h('div', { class: 'panel' }, cursor, whole.svg, note);
  const state = { from: 0, to: 1, pick: -1, hover: -1, settings: null };
  let view = makeView(800, 1, 0, 1, []);

  function draw() {
    const width = element.clientWidth;
    if (!width || !state.settings) return;
    view = makeView(width, count, state.from, state.to, stages);
    for (const strip of strips) strip.draw(view, state.settings);
    drawAxis(axis, view, rows);
    note.hidden = !crowded({ ...view, width: view.right - view.left });
    note.textContent = 'Each column stands for several layers: their mean, and behind it in a '
      + 'light shade the largest of them. Zoom in to see one bar for each layer.';
    whole.draw(strips[0].values(), view);
    marks();
    syncZoom();
  }
  function marks() {
    for (const strip of strips) strip.cursors(view, state.pick, state.hover);
  }
  /** The nearest part that can be shown. */
  function within(from, to) {
    const span = Math.min(count, Math.max(4, to - from));
    const a = Math.min(count - span, Math.max(0, from));
    return { from: a, to: a + span };
  }
  function zoomTo(from, to) {
    const next = within(from, to);
    if (next.from === state.from && next.to === state.to) return;
    Object.assign(state, next);
    draw();
    options.onZoom?.(Math.round(next.from), Math.round(next.to));
  }

  /* d3-zoom keeps k and x; the domain is what follows from them. */
  let syncing = false;
  const behaviour = zoom()
    .wheelDelta(wheelDelta)
    .filter((e) => (e.type === 'wheel' ? e.ctrlKey || e.metaKey : !e.button
      && e.type !== 'dblclick'))
    .on('zoom', ({ transform, sourceEvent }) => {
      if (syncing || !sourceEvent) return;
      const width = view.right - view.left;
      const span = count / transform.k;
      const from = -(transform.x + (transform.k - 1) * view.left) / (transform.k * width) * count;
      zoomTo(from, from + span);
    });
  const target = select(cursor);
  target.call(behaviour).on('dblclick.zoom', null);
  function syncZoom() {
    syncing = true;
    const k = count / (state.to - state.from), width = view.right - view.left;
    behaviour.extent([[view.left, 0], [view.right, 10]])
      .translateExtent([[view.left, -Infinity], [view.right, Infinity]]);
    const x = -state.from / count * width * k - (k - 1) * view.left;
    target.call(behaviour.transform, zoomIdentity.translate(x, 0).scale(k));
    syncing = false;
  }

  function pointer(event) {
    const box = cursor.getBoundingClientRect();
    const px = event.clientX - box.left;
    const i = view.at(px);
    return px >= view.left && px <= view.right && i >= 0 && i < rows.length ? i : -1;
  }
  cursor.addEventListener('pointermove', (e) => options.onHover(pointer(e)));
  cursor.addEventListener('pointerleave', () => options.onHover(-1));
  cursor.addEventListener('click', (e) => pointer(e) >= 0 && options.onPick(pointer(e)));
  cursor.addEventListener('keydown', onKey);

  function zoomBy(factor) {
    const middle = state.pick >= 0 ? state.pick + 0.5 : (state.from + state.to) / 2;
    const span = (state.to - state.from) * factor;
    zoomTo(middle - span / 2, middle + span / 2);
  }
  const KEYS = {
    ArrowRight: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(1),
    ArrowDown: () => step(-1),
    PageUp: () => step(10), PageDown: () => step(-10),
    Home: () => options.onPick(0), End: () => options.onPick(rows.length - 1),
    '+': () => zoomBy(0.5), '-': () => zoomBy(2), 0: () => zoomTo(0, count),
  };
  function step(n) {
    options.onPick(Math.min(rows.length - 1, Math.max(0, state.pick < 0 ? 0 : state.pick + n)));
  }
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  }

  /** Other rows, to be drawn by the next update: all of them or a part. */
  function load(nextRows, nextStages, [from, to] = []) {
    rows = nextRows;
    stages = nextStages;
    count = Math.max(1, rows.length);
    Object.assign(state, within(Number(from ?? 0), Number(to ?? count)));
    cursor.setAttribute('aria-valuemax', String(count - 1));
    behaviour.scaleExtent([1, Math.max(1, count / 4)]);
  }
  load(options.rows, options.stages);

  const watch = new ResizeObserver(draw);
  watch.observe(element);
  return {
    element,
    buttons: h('div', { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
      button('−', () => zoomBy(2), { 'aria-label': 'Zoom out' }),
      button('+', () => zoomBy(0.5), { 'aria-label': 'Zoom in' }),
      button('All', () => zoomTo(0, count), { title: 'Show all layers (0)' })),
    update(settings) {
      state.settings = settings;
      for (const strip of strips) strip.setValues(settings);
      draw();
    },
    load, zoomTo,
    hover(i) {
      if (i === state.hover) return;
      state.hover = i;
      marks();
    },
    pick(i) {
      state.pick = i;
      cursor.setAttribute('aria-valuenow', String(Math.max(0, i)));
      cursor.setAttribute('aria-valuetext', i < 0 ? 'no layer chosen' : options.describe(i));
      if (i >= 0 && (i < state.from || i >= state.to)) {
        const span = state.to - state.from;
        zoomTo(i - span / 2, i + span / 2);
      } else marks();
    },
    close: () => watch.disconnect(),
  };
}
