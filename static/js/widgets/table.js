/** A table for any number of rows: native elements, blocks of rows that the
 *  browser skips while they are out of sight, a sticky head and first column.
 *
 *  Column: {key, title, hint?, num?, share?: a share of the total beside the
 *           figure, width: [least, share of the rest], sort?(row), foot?(rows),
 *           cell(row): elements, and same?(row): a text that is another when they are; or
 *           figure(row): {text, share, title?}} */

import { h, replace } from '../dom.js';
import { tableBlocks } from './blocks.js';
import { makeRow, renewRow } from './rows.js';

/** Where a figure has its share beside it, so that heads and sums stand above figures. */
function besideFigure(column, text) {
  return column.share && h('small', { class: 'share', title: text && 'share of the total', text });
}

function headCell(column, sort, onSort) {
  const key = sort.replace(/^-/, '');
  const on = key === column.key;
  const order = on ? (sort.startsWith('-') ? 'descending' : 'ascending') : 'none';
  const label = column.sort
    ? h('button', { type: 'button', on: { click: () => onSort(next(column, sort)) } }, column.title)
    : column.title;
  return h('th', { scope: 'col', role: 'columnheader',
    class: `c-${column.key}${column.num ? ' num' : ''}`,
    title: column.hint, 'aria-sort': column.sort ? order : null },
  label, besideFigure(column, 'share'));
}

/** Numbers start with the largest; a third click gives the file's order back. */
function next(column, sort) {
  const first = column.num ? `-${column.key}` : column.key;
  const second = column.num ? column.key : `-${column.key}`;
  return sort === first ? second : sort === second ? '' : first;
}

function footRow(columns, rows) {
  if (!columns.some((c) => c.foot)) return [];
  return [h('tfoot', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map((c) =>
    h('td', { class: `c-${c.key}${c.num ? ' num' : ''}`, role: 'cell' }, c.foot?.(rows) ?? '',
      besideFigure(c, '')))))];
}

/**
 * @param {{label: string, id(row): any, onSort(sort), onPick(row), onHover?(row|null),
 *          onOpen?(row), rowClass?(row): string, empty?: string}} options
 */
export function dataTable(options) {
  const table = h('table', { class: 'data', role: 'table', 'aria-label': options.label });
  const box = h('div', { class: 'tablebox', tabindex: '0', role: 'region',
    'aria-label': `${options.label}, scrollable` }, table);
  let shown = [], places = new Map(), blocks = null, form = '', columns = [];
  const marked = { pick: null, hover: null };

  const rowAt = (event) => shown[places.get(event.target.closest('tbody tr')?.dataset.row)];
  table.addEventListener('click', (e) => {
    const row = e.target.closest('a, button, input, label') ? null : rowAt(e);
    if (row) options.onPick(row);
  });
  table.addEventListener('dblclick', (e) => rowAt(e) && options.onOpen?.(rowAt(e)));
  table.addEventListener('pointerover', (e) => options.onHover?.(rowAt(e) ?? null));
  table.addEventListener('pointerleave', () => options.onHover?.(null));

  const marksOf = (id) => Object.keys(marked).filter((k) => String(marked[k]) === id);
  function about(position) {
    const row = shown[position], id = String(options.id(row));
    return { id, position, own: options.rowClass?.(row) ?? '', marks: marksOf(id) };
  }
  const make = (at) => makeRow(columns, shown[at], about(at));
  const renew = (tr, at) => renewRow(tr, columns, shown[at], about(at));
  /** The row's element; made where it is wanted in sight. */
  function element(id, wanted) {
    const at = id === null ? undefined : places.get(String(id));
    return at === undefined ? null : blocks.row(at, wanted);
  }
  function mark(kind, id, scroll) {
    const before = marked[kind];
    marked[kind] = id;
    for (const one of [before, id]) {
      const el = element(one, scroll && one === id);
      el?.classList.toggle(kind, one === id);
      if (kind === 'pick' && el) el.ariaCurrent = one === id ? 'true' : null;
      if (el && scroll && one === id) reveal(box, el);
    }
  }
  /** Whether the elements can stay: the same columns, the same rows in the same order. */
  function keeps(sort) {
    const ids = shown.map((r) => String(options.id(r)));
    const next = JSON.stringify([columns.map((c) => [c.key, c.title, c.width, c.share]), sort]);
    if (next === form && ids.length === places.size
      && ids.every((id, i) => places.get(id) === i)) return true;
    form = next;
    places = new Map(ids.map((id, i) => [id, i]));
    return false;
  }
  function build(sort) {
    blocks?.stop();
    blocks = tableBlocks(shown.length, { make, renew });
    table.style.setProperty('--cols', columns.map(({ width: [least, part] }) =>
      (part ? `minmax(${least}, ${part}fr)` : least)).join(' '));
    table.style.setProperty('--least', columns.map((c) => c.width[0]).join(' + '));
    table.setAttribute('aria-rowcount', String(shown.length + 1));
    replace(table, h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
      columns.map((c) => headCell(c, sort, options.onSort)))),
    shown.length ? blocks.bodies : emptyBody(options.empty));
  }
  return {
    element: box,
    /** `counted`: the rows that the foot adds up, where not all that are shown. */
    show(list, rows, sort, counted = rows) {
      shown = rows;
      columns = list;
      if (keeps(sort)) blocks.renew();
      else build(sort);
      table.tFoot?.remove();
      table.append(...footRow(columns, counted));
    },
    pick: (id, scroll = true) => mark('pick', id, scroll),
    hover: (id) => mark('hover', id, false),
    /** Scrolls the page too: whoever walks by keyboard wants to see the row. */
    bringPick: () => element(marked.pick, true)?.scrollIntoView({ block: 'nearest' }),
    /** The row `step` places from the picked one. */
    neighbour(step) {
      const at = places.get(String(marked.pick));
      return shown[Math.min(shown.length - 1, Math.max(0, at === undefined ? 0 : at + step))];
    },
  };
}

function emptyBody(words = 'No layer matches.') {
  return h('tbody', { role: 'rowgroup' }, h('tr', { role: 'row' },
    h('td', { role: 'cell', class: 'none', text: words })));
}

/** Scrolls the table's own box, never the page. */
function reveal(box, el) {
  const head = box.querySelector('thead').offsetHeight;
  const foot = box.querySelector('tfoot')?.offsetHeight ?? 0;
  const a = el.getBoundingClientRect(), b = box.getBoundingClientRect();
  if (a.top < b.top + head) box.scrollTop -= b.top + head - a.top;
  else if (a.bottom > b.bottom - foot) box.scrollTop += a.bottom - b.bottom + foot;
}
