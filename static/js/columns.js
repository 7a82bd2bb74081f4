/** The columns of the layer table, a row each. */

import { h } from './dom.js';
import { integer, num, short, size } from './format.js';
import { total } from './model.js';
import { before, joinSigns, SIGNS } from './signs.js';

function share(part, whole) {
  const x = num(part) / num(whole);
  return Number.isFinite(x) ? x : 0;
}

/** What a cell shows of an amount and of its share in the total. */
const figure = (text, part, whole, title) => ({ text, share: share(part, whole), title });

function sum(rows, value, key, words) {
  const { sum: exact } = total(rows, value), sign = joinSigns(rows.map((r) => r.bounds[key]));
  return h('span', { title: integer(exact) },
    sign && h('abbr', { title: SIGNS[sign], text: before(sign) }), words(exact));
}

/** Shows and hides the layers of a group. */
function foldButton(row, unfold) {
  return h('button', { type: 'button', class: 'fold', 'aria-expanded': String(row.open),
    'aria-label': `${row.open ? 'Fold' : 'Unfold'} ${row.name}`,
    on: { click: () => unfold(row) } }, row.open ? '▾' : '▸');
}

const places = (row) => (row.inside ? `${row.first}–${row.last}` : String(row.index));

/** What the cell of a name depends on. */
function nameWords(row) {
  return [row.name, row.core, row.inserted, row.peak, Boolean(row.inside), row.open].join('\n');
}

function nameCell(row, unfold) {
  return [row.inside && foldButton(row, unfold),
    h('i', { class: row.core ? 'dot core' : 'dot' }),
    h('span', { class: 'name', title: row.name, text: row.name }),
    row.inserted && h('small',
      { class: 'tag', title: 'Caffe inserts this layer where a blob has several readers',
        text: 'inserted' }),
    row.peak && h('small', { class: 'tag', title: 'the most memory is alive while this runs',
      text: 'peak' })];
}

function shapeCell(row) {
  return [h('span', { class: row.dims === null ? 'shape unknown' : 'shape', title: row.shape,
    text: row.shape }),
    row.rule && h('abbr', { title: `by your rule ${row.rule}`, text: ' ʳ' }),
    row.assumed && h('abbr', { title: 'rests on an assumed input', text: ' *' }),
    row.moreTops > 0 && h('small', { title: row.layer.tops.map((t) => t.name).join(', '),
      text: ` +${row.moreTops}` })];
}

function shapeWords(row) {
  const tops = row.moreTops > 0 ? row.layer.tops.map((t) => t.name) : [];
  return [row.shape, row.rule, row.assumed, row.moreTops, ...tops].join('\n');
}

function lineCell(row) {
  return row.line > 0 ? h('span', { class: 'lineno', text: String(row.line) }) : '';
}

/** A figure as shown: a dash where there is none. */
function shown(v, sign, words) {
  if (v === null || v === undefined) return '?';
  return num(v) ? before(sign) + words(v) : '–';
}

/** @param {object} model @param {object} state the page's state */
export function layerColumns(model, state, unfold) {
  const { params, macs, memory } = model.totals;
  const mem = (row) => row.memory[state.mem];
  const bounded = state.mem === 'live' ? 'alive' : 'memory';
  const memTotal = state.mem === 'live' ? null : memory?.[state.mem]?.bytes;
  return [
    { key: 'index', title: '#', num: true, width: ['var(--w-index)', 0], class: 'faint',
      sort: (r) => r.first ?? r.index, cell: places, same: places },
    { key: 'name', title: 'Layer', width: ['var(--w-name)', 2.2], sort: (r) => r.name,
      cell: (r) => nameCell(r, unfold), same: nameWords,
      foot: (rows) => `${integer(rows.length)} layers` },
    { key: 'type', title: 'Type', width: ['6.2rem', 1], sort: (r) => r.type,
      cell: (r) => r.type, same: (r) => r.type },
    { key: 'shape', title: 'Output shape', width: ['var(--w-shape)', 1.2],
      hint: 'shape of the first top', cell: shapeCell, same: shapeWords,
      sort: (r) => (r.dims ? r.dims.reduce((a, b) => a * b, 1) : null) },
    { key: 'params', share: true, title: 'Parameters', num: true,
      width: ['var(--w-params)', 1.1], class: 'amount',
      sort: (r) => (r.params === null ? null : num(r.params)),
      figure: (r) => figure(shown(r.params, r.bounds.params, integer), r.params, params),
      foot: (rows) => sum(rows, (r) => r.params, 'params', integer) },
    { key: 'memory', share: state.mem !== 'live', title: 'Memory', num: true,
      width: ['var(--w-figure)', 1], class: 'amount',
      sort: (r) => (mem(r) === null ? null : num(mem(r))),
      figure: (r) => figure(shown(mem(r), r.bounds[bounded], (v) => size(v, state.units)), mem(r),
        memTotal, `${integer(mem(r))} bytes`),
      foot: (rows) => (state.mem === 'live' ? ''
        : sum(rows, mem, bounded, (v) => size(v, state.units))) },
    { key: 'macs', share: true, title: 'MACs', num: true, width: ['var(--w-figure)', 1],
      class: 'amount',
      hint: 'multiply-accumulates, 1 MAC = 2 FLOPs',
      sort: (r) => (r.macs === null ? null : num(r.macs)),
      figure: (r) => figure(shown(r.macs, r.bounds.macs, short), r.macs, macs, integer(r.macs)),
      foot: (rows) => sum(rows, (r) => r.macs, 'macs', short) },
    { key: 'line', title: 'Line', num: true, width: ['3rem', 0], hint: 'line in the file',
      class: 'faint', same: (r) => String(r.line),
      sort: (r) => (r.line > 0 ? r.line : null), cell: lineCell },
  ];
}
