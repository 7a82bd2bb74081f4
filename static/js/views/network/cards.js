/** The three questions (and a fourth), answered at a glance. */

import { h } from '../../dom.js';
import { integer, num, percent, plural, ratio, short, size, sizeParts } from '../../format.js';
import { bytes } from '../../model.js';
import { restsOn } from '../../rests.js';
import { before, signOf } from '../../signs.js';
import { segment } from '../../widgets/segment.js';

function card(cls, question, big, ...rest) {
  return h('section', { class: `card ${cls}` }, h('h2', { text: question }), big, ...rest);
}

function bigFigure(value, unit, title) {
  return h('p', { class: 'big', title }, h('span', { text: value }),
    unit && h('small', { text: unit }));
}

function facts(list) {
  return h('dl', { class: 'facts' }, list.filter((f) => f && f[1])
    .map(([term, value, title, before]) =>
    h('div', { title }, h('dt', { text: term }), h('dd', {}, value, before && [' ', before]))));
}

/** What a figure was without the what-if, where that is something else. */
function was(now, before, words) {
  if (before === null || before === undefined || now === null
    || String(now) === String(before)) return null;
  return h('small', { class: 'was', title: `${integer(before)} without the what-if` },
    `was ${words(before)}`, h('b', { text: ` ${ratio(before, now)}` }));
}

const bound = (lower, doubtful) => before(signOf(lower, doubtful));
/** Of an amount {elements, bytes, …}. */
const boundOf = (amount) => bound(amount?.lower_bound, amount?.doubtful);

const LEAST = { '': 'exactly', '≥': 'at least', '≈': 'about', '≳': 'at least about' };

/** What the figures above rest on, where the file does not say it all. */
const rests = (words) => words && h('p', { class: 'rests', text: words });

function depth(t, old) {
  return card('depth', 'How deep?',
    bigFigure(integer(t.layers), 'layers', 'Caffe’s layers_.size(), data and loss layers included'),
    was(t.layers, old?.layers, integer),
    facts([
      t.split_layers ? [`without ${plural(t.split_layers, 'inserted split')}`,
        integer(t.layers - t.split_layers),
        'Caffe inserts a Split layer where several layers read one blob']
          : ['inserted splits', 'none'],
      ['in the file, all phases', integer(t.layers_in_file)],
      ['with weights', bound(t.unknown_layers > 0) + integer(t.core_layers),
        'convolution, fully connected, recurrent …'],
      ['of these on one path', bound(t.unknown_layers > 0) + integer(t.core_depth),
        'the most layers with weights between an input and an output'],
    ]));
}

/** The layer that holds most of the parameters. */
function heaviest(rows, t) {
  const most = rows.reduce((a, r) => (num(r.params) > num(a?.params ?? 0) ? r : a), null);
  return most && [most.name, percent(num(most.params) / num(t.params))].filter(Boolean).join(', ');
}

function parameters({ totals: t, rows, doc }, state, old) {
  const shared = String(t.params_all) !== String(t.params);
  const trained = t.params_trained, sign = bound(t.params_lower_bound, t.params_doubtful);
  return card('params', 'How many parameters?',
    bigFigure(sign + integer(t.params), '',
      'sum of the counts of Caffe’s learnable_params'),
    was(t.params, old?.params, integer),
    facts([
      ['largest layer', heaviest(rows, t)],
      ['weights', boundOf(t.memory.weights) + size(bytes(t.memory.weights),
        state.units), 'parameters × size of their number type',
        was(bytes(t.memory.weights), bytes(old?.memory.weights), (v) => size(v, state.units))],
      trained !== undefined && ['trained by gradient', String(trained) === String(t.params)
        ? 'all' : sign + integer(trained),
        'the rest: lr_mult 0 and statistics of BatchNorm'],
      shared && ['shared ones each time', sign + integer(t.params_all)],
    ]), rests(restsOn(doc, { parameters: true })));
}

/** [key, title, amount of a document, what it counts] */
function definitions(m, peakLayer) {
  return [
    ['caffe', 'Caffe’s log',
      'every top of every layer, in-place and split tops again: “Memory required for data”'],
    ['blobs', 'distinct blobs', 'each storage once: what Caffe’s process keeps'],
    ['peak', peakLayer ? `peak, at ${peakLayer}` : 'peak',
      'the most that is alive at once: what reuse of buffers needs'],
    ['weights', 'weights', 'distinct parameters × their number type'],
    ['training', `training, ${m.training?.solver ?? ''}`,
      'blobs, gradients, parameters and the solver’s state, any iter_size'],
  ].filter(([key]) => (key === 'training' ? m.training?.learns : m[key]));
}

/** The figures by name with their definitions; largest bar = 100 %. */
function definitionList(t, rows, state, old) {
  const m = t.memory;
  const list = definitions(m, rows[m.peak?.layer]?.name);
  const most = Math.max(1, ...list.map(([key]) => num(bytes(m[key]))));
  const say = (v) => size(v, state.units);
  return h('dl', { class: 'defs' }, list.map(([key, term, text]) => {
    const v = bytes(m[key]), least = boundOf(m[key]);
    return h('div', { class: key, title: `${least}${integer(v)} bytes: ${m[key].text ?? text}` },
      h('dt', { text: term }), h('dd', { text: least + say(v) }),
      h('span', { class: 'track', 'aria-hidden': 'true' },
        h('i', { css: { '--share': `${(num(v) / most * 100).toFixed(1)}%` } })),
      h('dd', { class: 'def' }, text, ' ', was(v, bytes(old?.memory[key]), say)));
  }));
}

/** Caffe's column buffers and the size of a real plan: in none of the figures. */
function besides(m, state) {
  const say = (a) => boundOf(a) + size(bytes(a), state.units);
  const plan = num(bytes(m.peak?.plan)) > num(bytes(m.peak))
    ? `A buffer plan takes ${say(m.peak.plan)}. ` : '';
  const columns = num(m.buffers?.elements) > 0
    ? `Apart: im2col buffers ${say(m.buffers)}, one per convolution `
      + `(the largest ${say(m.buffers.largest)}).` : '';
  return (plan || columns) && h('p', { class: 'note parts', text: plan + columns });
}

function memoryCard({ totals: t, rows, doc }, state, set, old) {
  const amount = t.memory.caffe;
  const { value, unit } = sizeParts(bytes(amount), state.units);
  const units = segment('Units', [['MiB', 'MiB', '1 MiB = 1,048,576 bytes'],
    ['MB', 'MB', '1 MB = 1,000,000 bytes']],
    state.units, (units) => set({ units }));
  return h('section', { class: 'card memory' },
    h('header', {}, h('h2', { text: 'How much memory, forward?' }), units),
    h('div', { class: 'split' }, h('div', {},
      bigFigure(boundOf(amount) + value, unit, `${integer(bytes(amount))} bytes`),
      h('p', { class: 'note',
        text: `${boundOf(amount)}${integer(bytes(amount))} bytes, `
          + 'as Caffe’s log counts' }),
      was(bytes(amount), bytes(old?.memory.caffe), (v) => size(v, state.units))),
    definitionList(t, rows, state, old)),
    trainingParts(t.memory.training, state), besides(t.memory, state), rests(restsOn(doc)));
}

/** What the training figure is the sum of. */
function trainingParts(training, state) {
  if (!training) return null;
  if (!training.learns) return h('p',
    { class: 'note', text: 'Nothing is trained here: no loss is reached.' });
  const solver = training.solvers?.find((s) => s.name === training.solver);
  const parts = [['storages', training.storages], ['gradients', training.gradients],
    ['parameters', training.params],
    ['their gradients', training.param_gradients], [`${training.solver} state`, solver?.cpu_state]];
  const words = parts.filter(([, v]) => v)
    .map(([name, v]) => `${name} ${boundOf(v)}${size(bytes(v), state.units)}`).join(' + ');
  const gpu = solver && String(bytes(solver.gpu)) !== String(bytes(solver.cpu));
  return h('p', { class: 'note parts' }, `training = ${words}`,
    gpu && '; with Caffe’s GPU kernels '
      + `${boundOf(solver.gpu)}${size(bytes(solver.gpu), state.units)}`);
}

/** Value and unit of a count: 724 | M. */
function countParts(v) {
  const [value, unit = ''] = short(v).split(' ');
  return { value, unit };
}

const OPS = [['add', 'additions'], ['compare', 'comparisons'], ['divide', 'divisions'],
  ['exp', 'exponentials']];

function arithmetic({ totals: t, doc }, state, old) {
  const { value, unit } = countParts(t.macs_per_item);
  const least = bound(t.macs_lower_bound, t.macs_doubtful);
  const ops = OPS.filter(([key]) => num(t.ops?.[key]) > 0)
    .map(([key, word]) => bound(t.ops_lower_bound, t.ops_doubtful)
      + (num(t.ops[key]) === 1 ? `1 ${word.slice(0, -1)}` : `${short(t.ops[key])} ${word}`));
  return card('macs', 'How much arithmetic?',
    bigFigure(least + value, `${unit} MACs per item`.trim(),
      `${integer(t.macs_per_item)} multiply-accumulates`),
    was(t.macs_per_item, old?.macs_per_item, short),
    facts([
      [LEAST[least.trim()], integer(t.macs_per_item)],
      ['whole batch', `${least}${short(t.macs)} MACs`, integer(t.macs),
        was(t.macs, old?.macs, short)],
      ['1 MAC = 2 FLOPs', `${least}${short(String(BigInt(t.macs ?? 0) * 2n))} FLOPs`],
      ['FLOPs per byte', t.intensity > 0
        && (t.ops_lower_bound ? '≈ ' : '') + String(Math.round(t.intensity * 10) / 10),
        `${integer(t.flops)} FLOPs of all kinds, ${size(t.traffic, state.units)} moved at least: `
          + 'bottoms and parameters read once, tops written once',
        was(t.intensity, old?.intensity, (v) => String(Math.round(v * 10) / 10))],
    ]), ops.length > 0 && h('p',
      { class: 'note parts', title: OPS.map(([k, w]) => `${integer(t.ops?.[k])} ${w}`)
        .join(', '), text: ops.join(', ') }),
    rests(restsOn(doc)));
}

/** @param {object} model @param {(patch: object) => void} set changes the page's state
 *  @param {object} [old] the totals without the what-if */
export function cards(model, state, set, old) {
  const t = model.totals;
  return h('div', { class: 'cards' }, depth(t, old), parameters(model, state, old),
    memoryCard(model, state, set, old), arithmetic(model, state, old));
}
