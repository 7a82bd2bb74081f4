/** The layer table with its filter, type chips and exports. */

import { api } from '../../api.js';
import { layerColumns } from '../../columns.js';
import { button, h, replace } from '../../dom.js';
import { tableExports } from '../../exports.js';
import { save } from '../../files.js';
import { filterRows, fold, FOLDS, sortRows, typeCounts } from '../../model.js';
import { isDoubtful, isLower } from '../../signs.js';
import { menu } from '../../widgets/menu.js';
import { segment } from '../../widgets/segment.js';
import { dataTable } from '../../widgets/table.js';

const CHIPS = 12;

function chips(model, state, set) {
  const host = h('div', { class: 'chips', role: 'group', 'aria-label': 'Layer types' });
  let drawn = '';
  function toggle(type) {
    const on = new Set(state.type);
    if (!on.delete(type)) on.add(type);
    set({ type: [...on] }, true);
  }
  function show(next) {
    state = next;
    const all = typeCounts(model.rows);
    const words = JSON.stringify([all, next.type]);
    if (words === drawn) return;
    drawn = words;
    const rest = all.slice(CHIPS).filter(([t]) => !next.type.includes(t));
    const shown = all.filter(([t], i) => i < CHIPS || next.type.includes(t));
    replace(host, shown.map(([type, n]) => button([type, h('small', { text: String(n) })],
      () => toggle(type),
      { class: 'chip', 'aria-pressed': String(next.type.includes(type)) })),
    rest.length > 0 && h('small', { class: 'note', text: `and ${rest.length} more types` }),
    next.type.length > 0 && button('clear', () => set({ type: [] }, true), { class: 'link' }));
  }
  show(state);
  return { element: host, show, load(next) { model = next; } };
}

const HEAD = ['index', 'name', 'type', 'shape', 'parameters', 'memory_bytes', 'macs', 'line',
  'lower_bound', 'doubtful'];
const NUMERIC = new Set([0, 4, 5, 6, 7]);

/** Raw integers: what a sheet wants. */
function plainRows(rows, state) {
  return [HEAD, ...rows.map((r) => [r.index, r.name, r.type, r.dims ? r.dims.join('x') : '?',
    r.params ?? '?', r.memory[state.mem] ?? '?', r.macs ?? '?', r.line > 0 ? r.line : '',
    Object.keys(r.bounds).filter((key) => isLower(r.bounds[key])).join(' '),
    Object.keys(r.bounds).filter((key) => isDoubtful(r.bounds[key])).join(' ')])];
}

function exportMenu(model, id, now, shown) {
  const name = model().doc.network.name || 'layers';
  const rows = () => plainRows(shown(), now());
  return menu('Export', [
    ...tableExports(name, rows, NUMERIC),
    ['Everything as JSON', () => save(`${name}.json`, 'application/json',
      JSON.stringify(model().doc, null, 1))],
    ['The .prototxt itself', async () => save(model().doc.network.file || 'network.prototxt',
      'text/plain', await api.sourceBytes(id))],
  ]);
}

/** @param {{id, set, hover, pick, open}} act */
export function layerSection(model, state, act) {
  let rows = [], shownAs = new Map();
  const layerOf = (r) => r.first ?? r.index;
  const rowOf = (i) => (i < 0 ? null : shownAs.get(i) ?? i);
  function unfold(r) {
    const open = new Set(state.open.map(Number));
    if (!open.delete(r.first)) open.add(r.first);
    act.set({ open: [...open] });
  }
  const table = dataTable({ label: 'Layers', id: (r) => r.index,
    onSort: (sort) => act.set({ sort }, true),
    onPick: (r) => (r.inside ? unfold(r) : act.pick(r.index)),
    onOpen: (r) => !r.inside && act.open(r.index), onHover: (r) => act.hover(r ? layerOf(r) : -1),
    rowClass: (r) => [r.inside ? 'group' : r.inserted ? 'inserted' : '', r.unknown ? 'unknown'
      : '', r.within ? 'within' : ''].join(' ') });
  const by = segment('Rows', [['', 'Layers'], ...Object.entries(FOLDS)], state.by,
    (v) => act.set({ by: v, open: [], zoom: [] }, true));
  const find = h('input', { type: 'search', class: 'find', placeholder: 'Find a layer',
    'aria-label': 'Find a layer',
    value: state.q, on: { input: () => act.set({ q: find.value }) } });
  const types = chips(model, state, act.set);
  const found = h('span', { class: 'note', role: 'status' });
  const source = button('Source', () => act.set({ src: !state.src }, true),
    { class: 'toggle', 'aria-pressed': String(state.src) });
  const element = h('section', { class: 'layers' },
    h('header', { class: 'bar2' }, h('h2', { text: 'Layers' }), by, find, found,
      h('span', { class: 'right' }, source,
      exportMenu(() => model, act.id, () => state, () => rows))),
    types.element, table.element);

  /** Open groups with their layers below them; where each layer is shown. */
  function opened(list) {
    const open = new Set(state.open.map(Number));
    shownAs = new Map();
    return list.flatMap((r) => {
      if (!r.inside) return [r];
      r.open = open.has(r.first);
      for (const layer of r.inside) if (!r.open) shownAs.set(layer.index, r.index);
      return r.open ? [r, ...r.inside.map((layer) => ({ ...layer, within: true }))] : [r];
    });
  }
  function show() {
    const columns = layerColumns(model, state, unfold);
    const column = columns.find((c) => c.key === state.sort.replace(/^-/, ''));
    const kept = filterRows(model.rows, state.q, state.type);
    /* what is searched for is shown, folded or not */
    const folded = state.by && kept.length === model.rows.length ? fold(model, state.by) : kept;
    rows = column ? sortRows(folded, column.sort, state.sort.startsWith('-')) : folded;
    rows = opened(rows);
    found.textContent = kept.length === model.rows.length ? ''
      : `${kept.length} of ${model.rows.length}`;
    table.show(columns, rows, state.sort, kept);
  }
  function adopt(next) {
    state = next;
    source.setAttribute('aria-pressed', String(next.src));
    if (find.value !== next.q) find.value = next.q;
    types.show(next);
    by.show(next.by);
  }
  show();
  table.pick(rowOf(state.sel));
  return {
    element,
    /** The layers of another analysis. */
    load(other, next) {
      model = other;
      types.load(other);
      adopt(next);
      show();
      table.pick(rowOf(next.sel), false);
    },
    update(next, changed) {
      adopt(next);
      if (['sort', 'q', 'type', 'units', 'mem', 'by', 'open'].some((k) =>
        changed.has(k))) { show(); table.pick(rowOf(next.sel), false); }
    },
    hover: (i) => table.hover(rowOf(i)),
    pick: (i) => table.pick(rowOf(i)),
    /** The next layer, past the row of a group that is open. */
    neighbour(n) {
      const row = table.neighbour(n);
      return row?.open ? row.inside[0] : row?.inside?.[n < 0 ? row.inside.length - 1 : 0] ?? row;
    },
    bringPick: () => table.bringPick(),
    find: () => find.focus(),
  };
}
