/** An error with its place: file:line:column, the source line, a caret. */

import { api } from '../api.js';
import { button, h } from '../dom.js';

/** A file of another kind: what is wrong with its characters says nothing. */
export const NOT_A_NETWORK = 'not-a-network';

/** On a narrow screen the place is behind the edge; it may be laid out much later. */
function keepInSight(excerpt, caret) {
  new ResizeObserver(() => {
    const beyond = caret.offsetLeft + caret.offsetWidth - excerpt.offsetLeft - excerpt.clientWidth;
    if (beyond > 0) excerpt.scrollLeft = beyond + excerpt.clientWidth / 3;
  }).observe(excerpt);
}

function caretLine(d) {
  if (!d.source) return null;
  const before = d.caret ?? Math.max(0, (d.column ?? 1) - 1);
  const indent = [...d.source].slice(0, before).join('').replace(/[^\t]/g, ' ');
  const caret = h('b', { text: '^' });
  const excerpt = h('pre', { class: 'excerpt' }, `${d.source}\n${indent}`, caret);
  if (before > 20) keepInSight(excerpt, caret);
  return excerpt;
}

function place(d) {
  return d.line ? `${d.line}:${d.column ?? 1}` : '';
}

/** One message; jump(line) makes its place a link. */
export function problem(d, jump) {
  const at = place(d);
  const where = at && (jump
    ? button(at, () => jump(d.line), { class: 'link place', title: 'Show in the source' })
    : h('span', { class: 'place', text: at }));
  return h('div', { class: `problem ${d.severity ?? 'error'}` },
    h('p', {}, where, ' ', d.message),
    caretLine(d), d.hint && h('p', { class: 'hint', text: d.hint }));
}

/** The first `most` of a list of messages, notes left out. */
export function messages(list, most) {
  const shown = list.filter((d) => d.severity !== 'note');
  return h('div', { class: 'problems' }, shown.slice(0, most).map((d) => problem(d)),
    shown.length > most && h('p', { class: 'note', text: `and ${shown.length - most} more` }));
}

/** All messages of an ApiError: the server's list, or its one sentence. */
export function problems(error, most = 20) {
  const list = error.detail?.diagnostics ?? [];
  const kind = list.find((d) => d.code === NOT_A_NETWORK);
  if (kind) return h('div', { class: 'problems' },
    problem({ message: kind.message, hint: kind.hint }));
  const shown = list.filter((d) => d.severity !== 'note');
  const told = shown.some((d) => d.message === error.message);
  const head = told || (list.length && error.status === 422 && shown.length > 0)
    ? [] : [problem({ ...error.detail, message: error.message })];
  return h('div', { class: 'problems' }, head, messages(list, most));
}

/** What a reader of a link on the network can do about it. */
function forReaders({ status, code }) {
  if (status === 0) {
    return 'The machine that it comes from may be asleep, or its netweight may have ended. Ask '
      + 'whoever sent you the link to start it again; then the same link opens.';
  }
  if (status === 429) return null;
  return code === 'no-share' ? 'Ask whoever sent it for a new one. They see under Links on their '
    + 'netweight until when it opens. If it was cut, the whole link ends in /s# and 22 characters.'
    : h('a', { href: '/c/shared' }, 'What was shared with you');
}

/** A whole page that could not be opened. */
export function failure(error, title = 'This cannot be shown') {
  const next = api.shared ? forReaders(error) : h('a', { href: '/' },
    api.offline ? 'To the start of this page' : 'All networks');
  return h('section', { class: 'page failure' }, h('h1', { text: title }),
    h('p', { text: error.message }), next && h('p', {}, next));
}
