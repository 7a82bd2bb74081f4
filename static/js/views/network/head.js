/** Name, origin, phase, what-if, actions. */

import { button, h, icon } from '../../dom.js';
import { integer } from '../../format.js';
import { segment } from '../../widgets/segment.js';

const DTYPES = ['fp32', 'fp16', 'bf16', 'int8'];
const SOLVERS = ['SGD', 'Nesterov', 'AdaGrad', 'RMSProp', 'AdaDelta', 'Adam'];

function meta(network, doc) {
  return h('p', { class: 'meta' },
    h('span', { text: network.file }), doc.network.format && h('span', { text: `format ${doc.network.format}` }),
    h('span', { text: `${integer(network.bytes)} bytes` }),
    h('span', { title: network.sha256 }, 'sha256 ', h('code', { text: network.sha256.slice(0, 12) })),
    h('span', { class: doc.caffe.loads ? 'ok' : 'no',
      text: doc.caffe.loads ? 'stock Caffe loads it' : 'stock Caffe refuses it' }));
}

/** What a field holds when Enter is pressed or it is left. */
function field(label, value, hint, width, change) {
  const input = h('input', { type: 'text', value, placeholder: hint, inputmode: 'text',
    css: { width }, on: { change: () => change(input.value.trim()) } });
  return h('label', { class: 'check' }, label, input);
}

/** data=1x3x224x224: what the first input is now, in the words of the option. */
function inputHint(doc) {
  const tops = doc.layers.flatMap((l) => l.tops);
  const top = tops.find((t) => t.name === doc.inputs[0] && t.shape);
  return top && `${top.name}=${top.shape.join('x')}`;
}

const asked = (state) => state.batch || state.input || state.data_shape || state.dtype !== 'fp32' || state.solver !== 'SGD';

/** The questions that change the answer; open when one is asked or needed. */
function whatIf(doc, state, set) {
  const hint = inputHint(doc);
  const pick = (key, list) => h('select', { on: { change: (e) => set({ [key]: e.target.value }, true) } },
    list.map((v) => h('option', { value: v, text: v, selected: v === state[key] })));
  const fields = h('div', { class: 'whatif', role: 'group', 'aria-label': 'What if' },
    field('batch', state.batch, 'as in the file', '6.5rem', (v) => /^\d*$/.test(v) && set({ batch: v }, true)),
    h('label', { class: 'check' }, 'numbers ', pick('dtype', DTYPES)),
    doc.state.phase === 'TRAIN' && h('label', { class: 'check' }, 'solver ', pick('solver', SOLVERS)),
    (doc.assumptions.length > 0 || state.data_shape)
      && field('item shape', state.data_shape, '3,256,256', '6.5rem', (v) => set({ data_shape: v }, true)),
    (hint || state.input)
      && field('input', state.input, hint ?? '', '12rem', (v) => set({ input: v }, true)),
    asked(state) && button('as in the file', () => set({ batch: '', input: '', data_shape: '', dtype: 'fp32', solver: 'SGD' }, true),
      { class: 'link' }));
  fields.hidden = !asked(state) && !doc.assumptions.length;
  const toggle = button('What if…', () => {
    fields.hidden = !fields.hidden;
    toggle.setAttribute('aria-expanded', String(!fields.hidden));
    if (!fields.hidden) fields.querySelector('input').focus();
  }, { 'aria-expanded': String(!fields.hidden), title: 'Another batch, number type or input shape' });
  return { fields, toggle };
}

/** @param {{set, compare(), share()}} act */
export function networkHead(network, doc, state, act) {
  const phase = segment('Phase', [['TEST', 'TEST'], ['TRAIN', 'TRAIN']], doc.state.phase,
    (p) => act.set({ phase: p === act.automatic ? '' : p }, true));
  const { fields, toggle } = whatIf(doc, state, act.set);
  return h('header', { class: 'pagehead' },
    h('div', { class: 'titles' }, h('h1', { text: network.name }), meta(network, doc)),
    h('div', { class: 'controls' }, phase, toggle,
      button([icon('compare'), 'Compare'], act.compare, { title: 'Compare (c)' }),
      button([icon('share'), 'Share'], act.share, { title: 'Share (s)', class: 'primary' })), fields);
}
