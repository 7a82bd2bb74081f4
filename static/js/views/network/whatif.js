/** What if: everything that changes the question, with the answer as one types. */

import { button, h, replace } from '../../dom.js';
import { integer, shape, size } from '../../format.js';
import { signOf } from '../../signs.js';

const DTYPES = ['fp32', 'fp16', 'bf16', 'int8'];
const SOLVERS = ['SGD', 'Nesterov', 'AdaGrad', 'RMSProp', 'AdaDelta', 'Adam'];
const PAUSE = 120;	/* ms without a key: the number is typed */
const MOST_INPUTS = 6;

const list = (text) => text.split(/[\s,]+/).filter(Boolean);
const compact = (text) => text.replace(/\s+/g, '').replace(/×/g, 'x');

/** A field that tells as one types; `read` makes state of text, or null. */
function field(label, hint, width, title, tell) {
  let timer = null;
  const send = (step) => { clearTimeout(timer); tell(input.value.trim(), step); };
  const input = h('input', { type: 'text', placeholder: hint, spellcheck: 'false',
    autocomplete: 'off', css: { width },
    on: { change: () => send(true), input: () => { clearTimeout(timer);
      timer = setTimeout(() => send(false), PAUSE); } } });
  const element = h('label', { title }, h('span', { text: label }), input);
  return { element, show(text) { if (document.activeElement !== input) input.value = text; },
    input };
}

function choice(label, values, title, tell) {
  const select = h('select', { 'aria-label': label, on: { change: () => tell(select.value) } },
    values.map(([v, text]) => h('option', { value: v, text })));
  return { element: h('label', { title }, h('span', { text: label }), select),
    show(v) { select.value = v; } };
}

/** Tops of Input layers: {name, dims}. */
function inputsOf(model) {
  return model.rows.filter((row) => row.type === 'Input').flatMap((row) => row.layer.tops)
    .slice(0, MOST_INPUTS).map((t) => ({ name: t.name, dims: t.shape }));
}

/** Whether figures rest on what comes in. */
const incoming = (model) => model.doc.assumptions.some((a) => (a.kind ?? 'input') === 'input');

const given = (state, name) =>
  state.input.find((i) => i.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

function inputField(input, now, set) {
  const f = field(input.name, shape(input.dims).replaceAll(' × ', 'x'), '9rem',
    'the shape of this input, as in 1x3x448x448', (text, step) => {
    const rest = now().input.filter((i) => !i.startsWith(`${input.name}=`));
    set({ input: text ? [...rest, `${input.name}=${compact(text)}`] : rest }, step);
  });
  return { ...f, show: (state) => f.show(given(state, input.name)) };
}

function answerWords(a, units) {
  if (a.any) return 'any batch';
  if (!Number(a.batch)) return `not even 1 (${size(a.bytes, units)})`;
  const most = { '': '', '≥': 'at most ', '≈': 'about ', '≳': 'at most about ' };
  return `${most[signOf(a.lower_bound, a.doubtful)]}batch ${integer(a.batch)}`;
}

/** Which batch fits, in each way of running the network. */
export function answers(fit, units) {
  if (!fit) return [];
  const kinds = fit.answers.filter((a) => a.applies);
  return h('p', { class: 'fits' }, h('span', { text: `In ${size(fit.memory, units)}:` }),
    kinds.map((a) => h('span', {
    title: `${a.text}; ${integer(a.bytes)} bytes`
      + `${a.next_bytes > a.bytes ? `, one item more ${integer(a.next_bytes)}` : ''}` },
  `${a.title} `, h('b', { text: answerWords(a, units) }), a.refused
    && ' (a blob of that size is too large for Caffe)')),
  h('small', { class: 'note', text: kinds.length ? 'without im2col buffers'
    : 'nothing here runs or is trained' }));
}

/** @param {{now(): object, set(patch, step?)}} act */
export function whatIf(act) {
  const { now, set } = act;
  const fields = {
    batch: field('batch', 'as in the file', '6.5rem',
      'of data layers, and of inputs with the first input’s batch',
      (v, step) => set({ batch: v }, step)),
    dtype: choice('activations', DTYPES.map((t) => [t, t]),
      'number type of blobs and their gradients', (v) => set({ dtype: v }, true)),
    weight_dtype: choice('weights', [['', 'the same'], ...DTYPES.map((t) => [t, t])],
      'number type of parameters, their gradients and the solver’s state',
      (v) => set({ weight_dtype: v }, true)),
    solver: choice('solver', SOLVERS.map((t) => [t, t]), 'whose state training keeps',
      (v) => set({ solver: v }, true)),
    data_shape: field('item shape', '3,256,256', '6.5rem',
      'one item of a data layer whose file does not say it',
      (v, step) => set({ data_shape: v }, step)),
    level: field('level', '0', '3.2rem',
      'level of the network’s state; “file”: as the file itself says',
      (v, step) => set({ level: v === '0' ? '' : v }, step)),
    stage: field('stages', 'none', '7rem', 'stages of the network’s state, separated by commas',
      (v, step) => set({ stage: list(v) }, step)),
    fit: field('fits in', '11 GiB', '6rem', 'which batch fits in so much memory?',
      (v, step) => set({ fit: compact(v) }, step)),
  };
  const inputs = h('span', { class: 'inputs' });
  const result = h('div', { class: 'result', role: 'status' });
  const reset = button('as in the file', () => set(act.clear(), true), { class: 'link' });
  const element = h('section', { class: 'whatif', role: 'group', 'aria-label': 'What if' },
    h('h2', { text: 'What if' }),
    fields.batch.element, inputs, ['data_shape', 'dtype', 'weight_dtype', 'solver', 'level',
      'stage', 'fit'].map((k) => fields[k].element),
    reset, result);
  const toggle = button('What if…', () => {
    show(element.hidden);
    if (!element.hidden) fields.batch.input.focus();
  }, { title: 'Another batch, input, number type, solver; which batch fits' });
  let known = '', perInput = [], first = true;

  function show(open) {
    element.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
  }

  function showInputs(model) {
    const list = inputsOf(model);
    const names = list.map((i) => i.name).join('\n');
    if (names !== known) {
      perInput = list.map((i) => inputField(i, now, set));
      replace(inputs, perInput.map((f) => f.element));
      known = names;
    }
  }
  return {
    element, toggle,
    /** @param {boolean} asked whether anything differs from the file */
    update(model, state, asked) {
      showInputs(model);
      for (const f of perInput) f.show(state);
      for (const [key, f] of Object.entries(fields)) f.show([state[key]].flat().join(', '));
      fields.data_shape.element.hidden = !incoming(model) && !state.data_shape;
      reset.hidden = !asked;
      if (first || asked) show(asked || incoming(model));
      first = false;
      replace(result, answers(model.doc.fit, state.units));
    },
    fail(message) {
      show(true);
      replace(result, h('p', { class: 'problem error' }, h('b', { text: 'No answer: ' }), message));
    },
  };
}
