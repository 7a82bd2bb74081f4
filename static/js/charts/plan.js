/** The buffer plan: each storage is a box, from the layer that makes it to its
 *  last reader, at its place in one block of memory. */

import { axisLeft, scaleLinear, select } from '../../vendor/d3.js';
import { s } from '../dom.js';
import { num, size } from '../format.js';
import { niceTicks } from './paths.js';

const TOP = 8;
const FOOT = 7;
const r = (n) => Math.round(n * 10) / 10;

/** The boxes that are in sight, as one path. */
function boxes(storages, view, y, kept) {
  let path = '';
  for (const b of storages) {
    if (!kept(b) || b.last < view.from || b.first >= view.to || !b.size) continue;
    const a = Math.max(view.left, view.x(b.first)), z = Math.min(view.right, view.x(b.last + 1));
    const end = r(Math.max(a + 1, z));
    path += `M${r(a)} ${r(y(b.offset))}H${end}V${r(y(b.offset + b.size))}H${r(a)}z`;
  }
  return path;
}

/** Storages in bytes; elements of the document are of one size. */
function sized(doc, bytes) {
  return doc.storages.map((b) => ({ first: b.first, last: b.last, size: num(b.elements) * bytes,
    offset: num(b.offset) * bytes }));
}

/**
 * A strip as charts/strip.js makes them.
 * @param {object} model @param {{height: number}} options
 */
export function planStrip(model, options) {
  let peak = null, block = 0, storages = [];
  const p = { axis: s('g', { class: 'yaxis' }), all: s('path', { class: 'plan' }),
    now: s('path', { class: 'plan now' }),
    top: s('path', { class: 'planline' }), at: s('path', { class: 'planline peakline' }),
    hit: s('rect', { class: 'hit' }) };
  const svg = s('svg', { class: 'strip planstrip', height: options.height,
    'aria-hidden': 'true' }, p.all, p.now, p.top, p.at, p.axis, p.hit);
  const bottom = options.height - FOOT;
  const y = scaleLinear().range([bottom, TOP]);
  let values = [];
  function setModel(next) {
    model = next;
    peak = model.totals.memory.peak;
    block = num(peak.plan.bytes);
    storages = sized(model.doc, model.elementSize);
    y.domain([0, block || 1]);
  }
  setModel(model);
  const chart = { id: 'plan', title: 'Buffer plan', value: (row) => row.memory.live,
    words: (v, st) => size(v, st.units),
    about: () => 'one block of memory: every storage from its first layer to its last' };
  return {
    chart, svg, setModel,
    plan: () => block,
    setRows() { /* they come with the model */ },
    values: () => values,
    peak: () => peak.layer ?? -1,
    setValues() { values = model.rows.map((row) => num(row.memory.live)); },
    draw(view, settings) {
      svg.setAttribute('width', view.right);
      p.axis.setAttribute('transform', `translate(${view.left},0)`);
      select(p.axis).call(axisLeft(y)
        .tickValues(niceTicks(block, settings.units === 'MB' ? 1000 : 1024, 3))
        .tickFormat((v) => (v ? size(v, settings.units) : '0')).tickSizeOuter(0));
      p.all.setAttribute('d', boxes(storages, view, y, () => true));
      p.top.setAttribute('d', `M${view.left} ${r(y(num(peak.bytes)))}H${view.right}`);
      const mark = peak.layer ?? -1;
      p.at.setAttribute('d', mark >= view.from && mark < view.to
        ? `M${r(view.x(mark + 0.5))} ${TOP}V${bottom}` : '');
      for (const [k, v] of Object.entries({ x: view.left, y: 0, width: view.right - view.left,
        height: bottom })) p.hit.setAttribute(k, v);
    },
    cursors(view, pick, hover) {
      const at = hover >= 0 ? hover : pick;
      p.now.setAttribute('d', at < 0 ? '' : boxes(storages, view, y, (b) => b.first <= at
        && at <= b.last));
    },
  };
}
