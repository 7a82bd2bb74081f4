/** The aligned layer table. */

import { chartNamed } from '../../charts/index.js';
import { button, h } from '../../dom.js';
import { tableExports } from '../../exports.js';
import { difference, integer, num, ratio, signed } from '../../format.js';
import { FOLDS, sortRows } from '../../model.js';
import { before } from '../../signs.js';
import { menu } from '../../widgets/menu.js';
import { segment } from '../../widgets/segment.js';
import { dataTable } from '../../widgets/table.js';
import { boundOf, BOUNDS } from './bounds.js';
import { letter } from './entries.js';

const STATUS = { same: 'same', changed: 'differs', only: 'not in all' };

function nameCell(slot) {
  return [h('i', { class: slot.core ? 'dot core' : 'dot' }),
    h('span', { class: 'name', title: slot.name, text: slot.name })];
}

/** What a slot is found by: all that is in its blocks, too. */
function wordsOf(slot) {
  const layers = slot.cells.filter(Boolean).flatMap((c) => [c, ...c.inside ?? []]);
  return layers.map((c) => `${c.name} ${c.type}`).join(' ').toLowerCase();
}

/** The ratio to the baseline, where both are known. */
function deltaCell(b, v, bound) {
  const d = b === null || v === null ? null : difference(b, v);
  if (d === null || (d === 0n && !bound)) return null;
  if (bound) {
    return h('small', { class: 'delta', title: BOUNDS[bound],
      text: bound === '?' ? '?' : `${bound} ${signed(d)}` });
  }
  return h('small', { class: d > 0n ? 'delta more' : 'delta less', title: signed(d),
    text: ratio(b, v) });
}

function valueCell(slot, k, base, chart, state) {
  const c = slot.cells[k];
  if (!c) return h('span', { class: 'absent', title: 'no counterpart', text: '·' });
  const v = chart.value(c, state);
  const text = v === null ? '?' : num(v) === 0 ? '–' : (chart.cell ?? chart.words)(v, state);
  const b = slot.cells[base] && k !== base ? chart.value(slot.cells[base], state) : undefined;
  const sign = c.bounds?.[chart.id] ?? '';
  return [c.name !== slot.name && h('small', { class: 'other', title: c.name, text: c.name }),
    b !== undefined && deltaCell(b, v, boundOf(sign, slot.cells[base].bounds?.[chart.id] ?? '')),
    h('span', { title: integer(v), text: `${num(v) ? before(sign) : ''}${text}` })];
}

function shapeCell(slot, k) {
  const c = slot.cells[k];
  return c ? h('span', { class: 'shape', title: c.shape, text: c.shape }) : '';
}

function columns(loaded, state) {
  const chart = chartNamed(state.show);
  const value = (k) => (slot) => (slot.cells[k] ? num(chart.value(slot.cells[k], state)) : null);
  return [
    { key: 'name', title: 'Layer', width: ['var(--w-name)', 1.6], sort: (s) => s.name,
      cell: nameCell,
      foot: (rows) => `${integer(rows.length)} rows` },
    { key: 'type', title: 'Type', width: ['6.2rem', .8], sort: (s) => s.type,
      cell: (s) => h('span', { class: 'type', title: s.type, text: s.type }) },
    { key: 'status', title: 'Status', width: ['5rem', 0], sort: (s) => s.status,
      cell: (s) => h('span', { class: `status ${s.status}`, text: STATUS[s.status] }) },
    ...loaded.flatMap((e, k) => [
      loaded.length <= 3 && { key: `shape${k}`, title: `${letter(k)} shape`,
        width: ['var(--w-shape)', 1], class: 'faint',
        cell: (s) => shapeCell(s, k) },
      { key: `v${k}`, title: `${letter(k)} ${chart.title.toLowerCase()}`, hint: e.network.name,
        num: true, class: 'versus',
        width: [loaded.length > 3 ? '9rem' : '10rem', 1], sort: value(k),
        cell: (s) => valueCell(s, k, state.base, chart, state) },
    ]).filter(Boolean),
  ];
}

function plainRows(loaded, slots, chart, state) {
  return [['layer', 'type', 'status', ...loaded.map((e) => `${e.network.name} ${chart.id}`)],
    ...slots.map((s) => [s.name, s.type, STATUS[s.status],
      ...s.cells.map((c) => (c ? chart.value(c, state) ?? '?' : ''))])];
}

/** @param {{set, hover(i), pick(i)}} act */
export function alignedLayers(loaded, slots, state, act) {
  let rows = [];
  const table = dataTable({ label: 'Aligned layers', id: (s) => s.index, empty: 'No difference.',
    onSort: (sort) => act.set({ sort }, true), onPick: (s) => act.pick(s.index),
    onHover: (s) => act.hover(s ? s.index : -1), rowClass: (s) => s.status });
  const by = segment('Rows', [['', 'Layers'], ...Object.entries(FOLDS)], state.rows,
    (v) => act.set({ rows: v, sel: -1, zoom: [] }, true));
  const find = h('input', { type: 'search', class: 'find', placeholder: 'Find a layer',
    'aria-label': 'Find a layer',
    value: state.q, on: { input: () => act.set({ q: find.value }) } });
  const diff = button('Differences only', () => act.set({ diff: !state.diff }, true),
    { class: 'toggle', title: 'Differences only (d)' });
  const told = h('span', { class: 'note', role: 'status' });
  const plain = () => plainRows(loaded, rows, chartNamed(state.show), state);
  const exports = menu('Export',
    tableExports('comparison', plain, new Set(loaded.map((_, k) => k + 3))));
  function show() {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = slots.filter((s) => (!state.diff || s.status !== 'same')
      && words.every((w) => wordsOf(s).includes(w)));
    const list = columns(loaded, state);
    const column = list.find((c) => c.key === state.sort.replace(/^-/, ''));
    rows = column ? sortRows(kept, column.sort, state.sort.startsWith('-')) : kept;
    const same = slots.filter((s) => s.status === 'same').length;
    told.textContent = `${slots.length - same} of ${slots.length} differ`;
    diff.setAttribute('aria-pressed', String(state.diff));
    table.show(list, rows, state.sort);
  }
  show();
  table.pick(state.sel < 0 ? null : state.sel, false);
  return {
    element: h('section', { class: 'layers' },
      h('header', { class: 'bar2' }, h('h2', { text: 'Layers' }), by, find, diff,
      told, h('span', { class: 'grow' }), exports), table.element),
    update(next, keys) {
      state = next;
      if (find.value !== next.q) find.value = next.q;
      if (['sort', 'q', 'diff', 'show', 'mem'].some((k) => keys.has(k))) show();
    },
    hover: (i) => table.hover(i < 0 ? null : i),
    pick: (i) => table.pick(i < 0 ? null : i),
    neighbour: (n) => table.neighbour(n),
    bringPick: () => table.bringPick(),
    find: () => find.focus(),
  };
}
