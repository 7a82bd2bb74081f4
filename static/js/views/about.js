/** What every figure means; the layers that are known; the API. */

import { api } from '../api.js';
import { h, replace } from '../dom.js';

/** What is said of all figures. */
const NOTES = [
  ['≥', 'A lower bound: something is unknown, a layer type or an input’s shape, and missing '
    + 'from the sum.'],
  ['≈', 'Likely: it rests on shapes that follow from an error in the file, as if that layer '
    + 'had worked, or from an assumed shape that does not fit. ≳ stands for both signs.'],
  ['MiB and MB', '1 MiB = 1,048,576 bytes, 1 MB = 1,000,000 bytes; 4.9 % apart, so the unit is '
    + 'always named.'],
  ['Number types', 'Figures are in elements and in bytes: blobs and their gradients have the '
    + 'activations’ type, parameters, their gradients '
    + 'and the solver’s state the weights’.'],
];

function list(answer, key) {
  return Array.isArray(answer) ? answer : answer?.[key] ?? Object.values(answer ?? {})
    .find(Array.isArray) ?? [];
}

function figureList() {
  return h('dl', { class: 'glossary' },
    NOTES.map(([t, d]) => h('div', {}, h('dt', { text: t }), h('dd', { text: d }))));
}

function layerList(layers) {
  return h('div', { class: 'catalogue' }, layers.map((l) => h('div', {},
    h('b', { text: l.type }), h('p', { text: l.text }),
    l.formula && h('p', { class: 'formula' }, h('span', { text: l.formula }),
      h('small', { class: 'note', text: ` ${l.source}` })))));
}

function simpleTable(label, head, rows) {
  return h('div', { class: 'plainbox', tabindex: '0', role: 'region', 'aria-label': label },
    h('table', { class: 'plain', 'aria-label': label },
      h('thead', {}, h('tr', {}, head.map((t) => h('th', { scope: 'col', text: t })))),
      h('tbody', {}, rows.map((r) =>
        h('tr', {}, r.map((c, i) => h('td', {}, i ? c : h('code', { text: c }))))))));
}

function section(id, title, ...content) {
  return h('section', { id }, h('h2', { text: title }), content);
}

export async function mountAbout(main, match, live) {
  document.title = 'Numbers – netweight';
  const ask = (p) => p.catch(() => null);
  const [layers, metrics, routes] = await Promise.all([ask(api.catalogue('layers')),
    ask(api.catalogue('metrics')), ask(api.endpoints())]);
  if (!live()) return {};
  const kinds = list(layers, 'layers'), costs = list(metrics, 'metrics'),
    ends = list(routes, 'endpoints');
  replace(main, h('div', { class: 'page about' }, h('h1', { text: 'What the numbers mean' }),
    costs.length > 0 && section('metrics', 'Every figure',
      simpleTable('Every figure', ['key', 'figure', 'what it is', 'unit', 'formula', 'source'],
        costs.map((m) => [m.name, m.title, m.text, m.unit || 'count', m.formula, m.source]))),
    figureList(),
    kinds.length > 0 && section('layers', `${kinds.length} layer types, and what they compute`,
      h('p', { class: 'note',
        text: 'n: values of the bottoms, m: of the tops, w: weights, p: positions that they '
        + 'slide over; '
        + 'a bare term is multiply-adds. Types without a formula only move data.' }),
          layerList(kinds)),
    ends.length > 0 && section('api', 'The API',
      simpleTable('The API', ['request', 'what'],
        ends.map((e) => [`${e.method ?? 'GET'} ${e.path}`, e.text ?? e.description ?? ''])))));
  return {};
}
