/** What a reader must know before believing the figures. */

import { h } from '../../dom.js';
import { plural } from '../../format.js';
import { problem } from '../../widgets/problem.js';

const MOST = 50;

function banner(kind, title, ...rest) {
  return h('section', { class: `banner ${kind}` }, h('strong', { text: title }), ' ', ...rest);
}

/** The diagnostic behind a reason of Caffe: it has the source line and a hint. */
function behind(doc, reason) {
  return doc.diagnostics.find((d) => d.message === reason.message && d.line === reason.line)
    ?? reason;
}

function status(doc) {
  if (doc.status === 'invalid') {
    return [banner('bad', 'This file contradicts itself.',
      'Layers that are sound keep their figures; those that follow from an error have likely ones, '
      + 'marked ≈.')];
  }
  if (doc.totals.doubtful) {
    return [banner('warn', 'What is assumed does not fit.', 'A layer cannot take a shape that '
      + 'rests on what the file does not say. Figures behind it are likely ones, marked ≈, until '
      + 'the real shapes are given.')];
  }
  if (doc.status === 'partial' && !doc.totals.unknown_layers) {
    return [banner('warn', 'Not everything is known.',
      'A shape that the file does not say is missing: totals are lower bounds.')];
  }
  return [];
}

function verdict(doc, jump) {
  const { loads, reasons = [] } = doc.caffe;
  if (loads) return [];
  const list = reasons.slice(0, MOST).map((r) => [problem(behind(doc, r), jump),
    r.assumed && h('small', { class: 'note', text: 'rests on an assumed shape' })]);
  return [h('details', { class: 'banner info', open: doc.status === 'invalid' },
    h('summary', {}, h('strong', { text: 'Stock Caffe would refuse this file' }),
      ` – ${plural(reasons.length, 'reason')}`), list,
    reasons.length > MOST && h('p', { class: 'note', text: `and ${reasons.length - MOST} more` }))];
}

/** What is not among the reasons already. */
function messages(doc, jump) {
  const told = new Set((doc.caffe.reasons ?? []).map((r) => behind(doc, r)));
  const list = doc.diagnostics.filter((d) => d.severity !== 'note' && !told.has(d));
  if (!list.length) return [];
  return [h('details', { class: 'banner plain', open: doc.status === 'invalid' },
    h('summary', { text: plural(list.length, told.size ? 'more message' : 'message') }),
    list.slice(0, MOST).map((d) => problem(d, jump)))];
}

/**
 * @param {string} phaseNote a sentence when the page chose the phase itself
 * @param {Element} asks what the file does not say
 */
export function banners(doc, phaseNote, jump, asks) {
  return h('div', { class: 'banners' }, phaseNote && banner('info', phaseNote),
    status(doc), asks, verdict(doc, jump), messages(doc, jump));
}
