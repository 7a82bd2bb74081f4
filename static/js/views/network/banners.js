/** What a reader must know before believing the figures. */

import { button, h } from '../../dom.js';
import { plural, shape } from '../../format.js';
import { problem } from '../../widgets/problem.js';
import { unknownWords } from './cards.js';

function banner(kind, title, ...rest) {
  return h('section', { class: `banner ${kind}` }, h('strong', { text: title }), ' ', ...rest);
}

function lineLink(line, jump) {
  return line > 0 && button(`line ${line}`, () => jump(line), { class: 'link' });
}

function status(doc) {
  if (doc.status === 'invalid') return [banner('bad', 'This file contradicts itself.', 'Layers that are sound keep their figures.')];
  if (doc.status === 'partial') return [banner('warn', 'Not everything is known.', `${unknownWords(doc.totals)}.`)];
  return [];
}

function verdict(doc, jump) {
  const { loads, reasons = [] } = doc.caffe;
  if (loads) return [];
  const list = h('ul', {}, reasons.slice(0, 12).map((r) => h('li', {},
    r.message, ' ', lineLink(r.line, jump), r.assumed && h('small', { text: ' (rests on an assumed shape)' }))));
  return [h('details', { class: 'banner info', open: reasons.length <= 3 },
    h('summary', {}, h('strong', { text: 'Stock Caffe would refuse this file' }),
      ` – ${plural(reasons.length, 'reason')}`), list)];
}

function assumptions(doc) {
  if (!doc.assumptions?.length) return [];
  const words = doc.assumptions.map((a) =>
    h('li', {}, h('code', { text: a.top || a.layer }), ` is taken as ${shape(a.shape)}: ${a.why}`));
  return [h('section', { class: 'banner info' }, h('strong', { text: 'Assumed.' }),
    h('ul', {}, words))];
}

function messages(doc) {
  const list = doc.diagnostics.filter((d) => d.severity !== 'note');
  if (!list.length) return [];
  return [h('details', { class: 'banner plain', open: doc.status === 'invalid' },
    h('summary', { text: plural(list.length, 'message') }), list.slice(0, 50).map(problem))];
}

/** @param {string} phaseNote a sentence when the page chose the phase itself */
export function banners(doc, phaseNote, jump) {
  return h('div', { class: 'banners' }, phaseNote && banner('info', phaseNote),
    status(doc), verdict(doc, jump), assumptions(doc), messages(doc));
}
