/** A table for any number of rows: native elements, blocks of rows that the
 *  browser skips while they are out of sight, a sticky head and first column.
 *
 *  Column: {key, title, hint?, num?, share?: a share of the total beside the
 *           figure, width: [least, share of the rest],
 *           sort?(row), cell(row), foot?(rows)} */

import { h, replace } from '../dom.js';
import { tableBlocks } from './blocks.js';

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

function bodyCell(column, row, i) {
  const first = i === 0;
  return h(first ? 'th' : 'td',
    { class: `c-${column.key} ${column.num ? 'num ' : ''}${column.class ?? ''}`,
    role: first ? 'rowheader' : 'cell', scope: first ? 'row' : null }, column.cell(row));
}

function bodyRow(columns, row, position, options) {
  return h('tr', { role: 'row', data: { row: options.id(row) },
    class: options.rowClass?.(row), 'aria-rowindex': String(position + 2) },
  columns.map((c, i) => bodyCell(c, row, i)));
}

function footRow(columns, rows) {
  if (!columns.some((c) => c.foot)) return [];
  return h('tfoot', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map((c) =>
    h('td', { class: `c-${c.key}${c.num ? ' num' : ''}`, role: 'cell' }, c.foot?.(rows) ?? '',
      besideFigure(c, '')))));
}

/**
 * @param {{label: string, id(row): any, onSort(sort), onPick(row), onHover?(row|null),
 *          onOpen?(row), rowClass?(row): string, empty?: string}} options
 */
export function dataTable(options) {
  const table = h('table', { class: 'data', role: 'table', 'aria-label': options.label });
  const box = h('div', { class: 'tablebox', tabindex: '0', role: 'region',
    'aria-label': `${options.label}, scrollable` }, table);
  let shown = [], byId = new Map(), blocks = null, marked = { pick: null, hover: null };

  const rowAt = (event) => byId.get(event.target.closest('tbody tr')?.dataset.row);
  table.addEventListener('click', (e) => {
    const row = e.target.closest('a, button, input, label') ? null : rowAt(e);
    if (row) options.onPick(row);
  });
  table.addEventListener('dblclick', (e) => rowAt(e) && options.onOpen?.(rowAt(e)));
  table.addEventListener('pointerover', (e) => options.onHover?.(rowAt(e) ?? null));
  table.addEventListener('pointerleave', () => options.onHover?.(null));

  function element(id) {
    const row = byId.get(String(id));
    if (row) blocks.ensure(shown.indexOf(row));
    return id === null ? null : table.querySelector(`tr[data-row="${CSS.escape(String(id))}"]`);
  }
  function mark(kind, id, scroll) {
    element(marked[kind])?.classList.remove(kind);
    if (kind === 'pick') element(marked[kind])?.removeAttribute('aria-current');
    marked[kind] = id;
    const el = element(id);
    el?.classList.add(kind);
    if (kind === 'pick') el?.setAttribute('aria-current', 'true');
    if (el && scroll) reveal(box, el);
  }
  return {
    element: box,
    /** `counted`: the rows that the foot adds up, where not all that are shown. */
    show(columns, rows, sort, counted = rows) {
      shown = rows;
      byId = new Map(rows.map((r) => [String(options.id(r)), r]));
      blocks?.stop();
      blocks = tableBlocks(rows, (row, i) => bodyRow(columns, row, i, options));
      table.style.setProperty('--cols', columns.map(({ width: [least, part] }) =>
        (part ? `minmax(${least}, ${part}fr)` : least)).join(' '));
      table.style.setProperty('--least', columns.map((c) => c.width[0]).join(' + '));
      table.setAttribute('aria-rowcount', String(rows.length + 1));
      replace(table, h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
        columns.map((c) => headCell(c, sort, options.onSort)))),
      rows.length ? blocks.bodies : emptyBody(options.empty),
      footRow(columns, counted));
      mark('pick', marked.pick, false);
    },
    pick: (id, scroll = true) => mark('pick', id, scroll),
    hover: (id) => mark('hover', id, false),
    /** Scrolls the page too: whoever walks by keyboard wants to see the row. */
    bringPick: () => element(marked.pick)?.scrollIntoView({ block: 'nearest' }),
    /** The row `step` places from the picked one. */
    neighbour(step) {
      const at = shown.findIndex((r) => String(options.id(r)) === String(marked.pick));
      return shown[Math.min(shown.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
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
