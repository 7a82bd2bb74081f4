/** What every figure means; the layers that are known; the API. */

import { api } from '../api.js';
import { h, replace } from '../dom.js';

const FIGURES = [
  ['Layers', 'Caffe’s layers_.size(): every layer that runs in the phase, with the Split layers that Caffe inserts where one '
    + 'blob has several readers. Beside it: without those, with weights, and the most layers with weights on any path.'],
  ['Parameters', 'The sum of the counts of Caffe’s learnable_params: shared blobs once, BatchNorm statistics included. '
    + '“Trained by gradient” leaves out what has lr_mult 0 and the statistics.'],
  ['Memory: Caffe’s log', 'The line “Memory required for data”: the count of every top of every layer, in-place and split tops '
    + 'again, parameters not. Comparable with Caffe’s own output, larger than what is needed.'],
  ['Memory: distinct blobs', 'Each storage once. Tops that are in place, and those of Split, Flatten and Reshape, share their '
    + 'bottom’s storage.'],
  ['Memory: peak', 'The most that is alive at once: a storage lives from the layer that makes it to its last reader. What a '
    + 'deployment with buffer reuse needs, and the layer where it happens.'],
  ['Memory: training', 'Storages, gradients, parameters, their gradients and the solver’s state, in phase TRAIN.'],
  ['Memory: weights', 'Distinct parameters × the size of the number type.'],
  ['MACs', 'Multiply-accumulates of convolution, deconvolution, fully connected and recurrent layers. 1 MAC = 2 FLOPs. '
    + 'Other operations are counted by kind and shown per layer.'],
  ['≥', 'A lower bound: something is unknown, a layer type or an input’s shape, and missing from the sum.'],
  ['MiB and MB', '1 MiB = 1,048,576 bytes, 1 MB = 1,000,000 bytes; 4.9 % apart, so the unit is always named.'],
];

function list(answer, key) {
  return Array.isArray(answer) ? answer : answer?.[key] ?? Object.values(answer ?? {}).find(Array.isArray) ?? [];
}

function figureList() {
  return h('dl', { class: 'glossary' }, FIGURES.map(([t, d]) => h('div', {}, h('dt', { text: t }), h('dd', { text: d }))));
}

function layerList(layers) {
  return h('div', { class: 'catalogue' }, layers.map((l) => h('div', {},
    h('b', { text: l.type ?? l.name }), h('p', { text: l.text ?? '' }))));
}

function simpleTable(label, head, rows) {
  return h('div', { class: 'plainbox', tabindex: '0', role: 'region', 'aria-label': label },
    h('table', { class: 'plain', 'aria-label': label },
      h('thead', {}, h('tr', {}, head.map((t) => h('th', { scope: 'col', text: t })))),
      h('tbody', {}, rows.map((r) => h('tr', {}, r.map((c, i) => h('td', {}, i ? c : h('code', { text: c }))))))));
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
  const kinds = list(layers, 'layers'), costs = list(metrics, 'metrics'), ends = list(routes, 'endpoints');
  replace(main, h('div', { class: 'page about' }, h('h1', { text: 'What the numbers mean' }), figureList(),
    costs.length > 0 && section('metrics', 'Operations',
      simpleTable('Operations', ['key', 'what', 'unit'], costs.map((m) => [m.name, m.text ?? m.title, m.unit ?? '']))),
    kinds.length > 0 && section('layers', `${kinds.length} layer types`, layerList(kinds)),
    ends.length > 0 && section('api', 'The API',
      simpleTable('The API', ['request', 'what'], ends.map((e) => [`${e.method ?? 'GET'} ${e.path}`, e.text ?? e.description ?? ''])))));
  return {};
}
