/** Rows of a table as elements, and the same elements with other figures: what shows the
 *  same as before is left alone. */

import { h, replace } from '../dom.js';
import { percent } from '../format.js';

/** What a row's elements show: a text per column, where that says it all. */
const showing = new WeakMap();

/** A figure, its share of the total beside it and as a bar below. */
function figureCell({ text, share, title }) {
  return h('span', { class: 'figure', title, css: { '--share': `${(share * 100).toFixed(2)}%` } },
    h('span', { text }), h('small', { class: 'share', text: share > 0 ? percent(share) : '' }));
}

function renewFigure(el, { text, share, title }) {
  const [words, part] = el.children;
  words.firstChild ? words.firstChild.data = text : words.append(text);
  const beside = share > 0 ? percent(share) : '';
  part.firstChild ? part.firstChild.data = beside : part.append(beside);
  if (title) el.title = title;
  el.style.setProperty('--share', `${(share * 100).toFixed(2)}%`);
}

/** What tells whether a cell must be drawn anew; undefined: always. */
function keyOf(column, row, figure) {
  return figure ? `${figure.text}\n${figure.share}\n${figure.title}` : column.same?.(row);
}

function cell(column, row, i, keys) {
  const figure = column.figure?.(row);
  keys[i] = keyOf(column, row, figure);
  const first = i === 0;
  return h(first ? 'th' : 'td',
    { class: `c-${column.key} ${column.num ? 'num ' : ''}${column.class ?? ''}`,
      role: first ? 'rowheader' : 'cell', scope: first ? 'row' : null },
    figure ? figureCell(figure) : column.cell(row));
}

function renewCell(el, column, row, i, keys) {
  const figure = column.figure?.(row), key = keyOf(column, row, figure);
  if (key !== undefined && key === keys[i]) return;
  keys[i] = key;
  if (figure) renewFigure(el.firstChild, figure);
  else replace(el, column.cell(row));
}

/** @param {string[]} marks classes that are not the row's own */
function setMarks(tr, own, marks) {
  const all = [own, ...marks].filter(Boolean).join(' ');
  if (tr.className !== all) tr.className = all;
  if (marks.includes('pick')) tr.setAttribute('aria-current', 'true');
  else tr.removeAttribute('aria-current');
}

/** @param {{id, position, own, marks}} about own: the row's own classes */
export function makeRow(columns, row, about) {
  const keys = [];
  const tr = h('tr', { role: 'row', data: { row: about.id },
    'aria-rowindex': String(about.position + 2) },
  columns.map((c, i) => cell(c, row, i, keys)));
  setMarks(tr, about.own, about.marks);
  showing.set(tr, keys);
  return tr;
}

/** @param {HTMLElement} tr as makeRow made it for a row of the same columns */
export function renewRow(tr, columns, row, about) {
  const keys = showing.get(tr);
  columns.forEach((c, i) => renewCell(tr.children[i], c, row, i, keys));
  setMarks(tr, about.own, about.marks);
}
