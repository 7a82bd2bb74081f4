/** The three questions (and a fourth), answered at a glance. */

import { h } from '../../dom.js';
import { integer, num, percent, plural, short, size, sizeParts } from '../../format.js';
import { bytes } from '../../model.js';
import { segment } from '../../widgets/segment.js';

function card(cls, question, big, ...rest) {
  return h('section', { class: `card ${cls}` }, h('h2', { text: question }), big, ...rest);
}

function bigFigure(value, unit, title) {
  return h('p', { class: 'big', title }, h('span', { text: value }),
    unit && h('small', { text: unit }));
}

function facts(list) {
  return h('dl', { class: 'facts' }, list.filter((f) => f && f[1]).map(([term, value, title]) =>
    h('div', { title }, h('dt', { text: term }), h('dd', {}, value))));
}

const bound = (lower) => (lower ? '≥ ' : '');

function depth(t) {
  return card('depth', 'How deep?',
    bigFigure(integer(t.layers), 'layers', 'Caffe’s layers_.size(), data and loss layers included'),
    facts([
      t.split_layers ? [`without ${plural(t.split_layers, 'inserted split')}`, integer(t.layers - t.split_layers),
        'Caffe inserts a Split layer where several layers read one blob'] : ['inserted splits', 'none'],
      ['in the file, all phases', integer(t.layers_in_file)],
      ['with weights', integer(t.core_layers), 'convolution, fully connected, recurrent …'],
      ['of these on one path', integer(t.core_depth),
        'the most layers with weights between an input and an output'],
    ]));
}

/** The layer that holds most of the parameters. */
function heaviest(rows, t) {
  const most = rows.reduce((a, r) => (num(r.params) > num(a?.params ?? 0) ? r : a), null);
  return most && [most.name, percent(num(most.params) / num(t.params))].filter(Boolean).join(', ');
}

function parameters(t, rows, state) {
  const shared = String(t.params_all) !== String(t.params);
  const trained = t.params_trained;
  return card('params', 'How many parameters?',
    bigFigure(bound(t.params_lower_bound ?? t.unknown_layers > 0) + integer(t.params), '',
      'sum of the counts of Caffe’s learnable_params'),
    facts([
      ['largest layer', heaviest(rows, t)],
      ['weights', bound(t.memory.weights.lower_bound) + size(bytes(t.memory.weights), state.units), 'parameters × size of the number type'],
      trained !== undefined && ['trained by gradient', String(trained) === String(t.params) ? 'all' : integer(trained),
        'the rest: lr_mult 0 and statistics of BatchNorm'],
      shared && ['shared ones each time', integer(t.params_all)],
    ]));
}

/** The five definitions, largest bar = 100 %. */
function definitions(t, rows, state) {
  const m = t.memory;
  const peakLayer = rows[m.peak?.layer]?.name;
  const list = [
    ['caffe', 'Caffe’s log', m.caffe, 'every top of every layer, in-place and split tops again: “Memory required for data”'],
    ['blobs', 'distinct blobs', m.blobs, 'each storage once'],
    ['peak', peakLayer ? `peak, at ${peakLayer}` : 'peak', m.peak, 'the most that is alive at once when buffers are reused'],
    ['weights', 'weights', m.weights, 'distinct parameters'],
    m.training?.learns && ['training', `training, ${m.training.solver}`, m.training, 'storages, gradients, parameters and the solver’s state'],
  ].filter((d) => d && bytes(d[2]) !== null && bytes(d[2]) !== undefined)
    .map(([key, term, amount, text]) => [key, term, bytes(amount), text, bound(amount.lower_bound)]);
  const most = Math.max(1, ...list.map((d) => num(d[2])));
  return h('dl', { class: 'defs' }, list.map(([key, term, v, text, least]) => h('div', { class: key, title: `${text}; ${least}${integer(v)} bytes` },
    h('dt', { text: term }), h('dd', { text: least + size(v, state.units) }),
    h('span', { class: 'track', 'aria-hidden': 'true' },
      h('i', { css: { '--share': `${(num(v) / most * 100).toFixed(1)}%` } })))));
}

function memoryCard(t, rows, state, set) {
  const amount = t.memory.caffe;
  const { value, unit } = sizeParts(bytes(amount), state.units);
  const units = segment('Units', [['MiB', 'MiB', '1 MiB = 1,048,576 bytes'], ['MB', 'MB', '1 MB = 1,000,000 bytes']],
    state.units, (units) => set({ units }));
  return h('section', { class: 'card memory' },
    h('header', {}, h('h2', { text: 'How much memory, forward?' }), units),
    h('div', { class: 'split' }, h('div', {},
      bigFigure(bound(amount?.lower_bound) + value, unit, `${integer(bytes(amount))} bytes`),
      h('p', { class: 'note', text: `${bound(amount?.lower_bound)}${integer(bytes(amount))} bytes, as Caffe’s log counts` })),
    definitions(t, rows, state)),
    trainingParts(t.memory.training, state));
}

/** What the training figure is the sum of. */
function trainingParts(training, state) {
  if (!training) return null;
  if (!training.learns) return h('p', { class: 'note', text: 'Nothing is trained here: no loss is reached.' });
  const solver = training.solvers?.find((s) => s.name === training.solver);
  const parts = [['storages', training.storages], ['gradients', training.gradients], ['parameters', training.params],
    ['their gradients', training.param_gradients], [`${training.solver} state`, solver?.cpu_state]];
  const words = parts.filter(([, v]) => v).map(([name, v]) => `${name} ${size(bytes(v), state.units)}`).join(' + ');
  const gpu = solver && String(bytes(solver.gpu)) !== String(bytes(solver.cpu));
  return h('p', { class: 'note parts' }, `training = ${words}`,
    gpu && `; with Caffe’s GPU kernels ${size(bytes(solver.gpu), state.units)}`);
}

/** Value and unit of a count: 724 | M. */
function countParts(v) {
  const [value, unit = ''] = short(v).split(' ');
  return { value, unit };
}

function arithmetic(t) {
  const { value, unit } = countParts(t.macs_per_item);
  const least = bound(t.macs_lower_bound);
  return card('macs', 'How much arithmetic?',
    bigFigure(least + value, `${unit} MACs per item`.trim(), `${integer(t.macs_per_item)} multiply-accumulates`),
    facts([
      [least ? 'at least' : 'exactly', integer(t.macs_per_item)],
      ['whole batch', `${least}${short(t.macs)} MACs`, integer(t.macs)],
      ['1 MAC = 2 FLOPs', `${least}${short(String(BigInt(t.macs ?? 0) * 2n))} FLOPs`],
    ]));
}

/** @param {object} model @param {(patch: object) => void} set changes the page's state */
export function cards(model, state, set) {
  const t = model.totals;
  return h('div', { class: 'cards' }, depth(t), parameters(t, model.rows, state),
    memoryCard(t, model.rows, state, set), arithmetic(t));
}

export function unknownWords(t) {
  return t.unknown_layers ? `${plural(t.unknown_layers, 'layer')} of unknown shape: totals are lower bounds` : '';
}
