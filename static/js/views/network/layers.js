/** The layer table with its filter, type chips and exports. */

import { api } from '../../api.js';
import { layerColumns } from '../../columns.js';
import { button, h, replace } from '../../dom.js';
import { copy, csv, markdown, save } from '../../files.js';
import { filterRows, sortRows, typeCounts } from '../../model.js';
import { menu } from '../../widgets/menu.js';
import { dataTable } from '../../widgets/table.js';

const CHIPS = 12;

function chips(model, state, set) {
  const host = h('div', { class: 'chips', role: 'group', 'aria-label': 'Layer types' });
  function toggle(type) {
    const on = new Set(state.type);
    if (!on.delete(type)) on.add(type);
    set({ type: [...on] }, true);
  }
  function show(next) {
    state = next;
    const all = typeCounts(model.rows);
    const rest = all.slice(CHIPS).filter(([t]) => !next.type.includes(t));
    const shown = all.filter(([t], i) => i < CHIPS || next.type.includes(t));
    replace(host, shown.map(([type, n]) => button([type, h('small', { text: String(n) })], () => toggle(type),
      { class: 'chip', 'aria-pressed': String(next.type.includes(type)) })),
    rest.length > 0 && h('small', { class: 'note', text: `and ${rest.length} more types` }),
    next.type.length > 0 && button('clear', () => set({ type: [] }, true), { class: 'link' }));
  }
  show(state);
  return { element: host, show };
}

const HEAD = ['index', 'name', 'type', 'shape', 'parameters', 'memory_bytes', 'macs', 'line'];
const NUMERIC = new Set([0, 4, 5, 6, 7]);

/** Raw integers: what a sheet wants. */
function plainRows(rows, state) {
  return [HEAD, ...rows.map((r) => [r.index, r.name, r.type, r.dims ? r.dims.join('x') : '?',
    r.params ?? '?', r.memory[state.mem] ?? '?', r.macs ?? '?', r.line > 0 ? r.line : ''])];
}

function exportMenu(model, id, now, shown) {
  const name = model.doc.network.name || 'layers';
  const rows = () => plainRows(shown(), now());
  return menu('Export', [
    ['Copy for a sheet', () => copy(rows().map((r) => r.join('\t')).join('\n'))],
    ['Copy as Markdown', () => copy(markdown(rows(), NUMERIC))],
    ['CSV', () => save(`${name}.csv`, 'text/csv', csv(rows()))],
    ['Markdown', () => save(`${name}.md`, 'text/markdown', markdown(rows(), NUMERIC))],
    ['JSON', () => save(`${name}.json`, 'application/json', JSON.stringify(model.doc, null, 1))],
    ['The .prototxt itself', async () => save(model.doc.network.file || 'network.prototxt', 'text/plain', await api.sourceBytes(id))],
  ]);
}

/** @param {{id, set, hover, pick, open}} act */
export function layerSection(model, state, act) {
  let rows = [];
  const table = dataTable({ label: 'Layers', id: (r) => r.index,
    onSort: (sort) => act.set({ sort }, true), onPick: (r) => act.pick(r.index),
    onOpen: (r) => act.open(r.index), onHover: (r) => act.hover(r ? r.index : -1),
    rowClass: (r) => (r.unknown ? 'unknown' : r.inserted ? 'inserted' : '') });
  const find = h('input', { type: 'search', class: 'find', placeholder: 'Find a layer', 'aria-label': 'Find a layer',
    value: state.q, on: { input: () => act.set({ q: find.value }) } });
  const types = chips(model, state, act.set);
  const found = h('span', { class: 'note', role: 'status' });
  const source = button('Source', () => act.set({ src: !state.src }, true),
    { class: 'toggle', 'aria-pressed': String(state.src) });
  const element = h('section', { class: 'layers' },
    h('header', { class: 'bar2' }, h('h2', { text: 'Layers' }), find, found, h('span', { class: 'right' }, source,
      exportMenu(model, act.id, () => state, () => rows))),
    types.element, table.element);

  function show() {
    const columns = layerColumns(model, state);
    const column = columns.find((c) => c.key === state.sort.replace(/^-/, ''));
    const kept = filterRows(model.rows, state.q, state.type);
    rows = column ? sortRows(kept, column.sort, state.sort.startsWith('-')) : kept;
    found.textContent = kept.length === model.rows.length ? '' : `${kept.length} of ${model.rows.length}`;
    table.show(columns, rows, state.sort);
  }
  show();
  table.pick(state.sel < 0 ? null : state.sel);
  return {
    element,
    update(next, changed) {
      state = next;
      source.setAttribute('aria-pressed', String(next.src));
      if (find.value !== next.q) find.value = next.q;
      types.show(next);
      if (['sort', 'q', 'type', 'units', 'mem'].some((k) => changed.has(k))) show();
    },
    hover: (i) => table.hover(i < 0 ? null : i),
    pick: (i) => table.pick(i < 0 ? null : i),
    neighbour: (n) => table.neighbour(n),
    bringPick: () => table.bringPick(),
    find: () => find.focus(),
  };
}
