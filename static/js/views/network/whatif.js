/** What if: everything that changes the question, with the answer as one types. */

import { button, h, replace } from '../../dom.js';
import { integer, shape, size } from '../../format.js';
import { signOf } from '../../signs.js';

const DTYPES = ['fp32', 'fp16', 'bf16', 'int8'];
const SOLVERS = ['SGD', 'Nesterov', 'AdaGrad', 'RMSProp', 'AdaDelta', 'Adam'];
const PAUSE = 250;	/* ms without a key: it is typed, though it looks unfinished */
const MOST_INPUTS = 6;

const list = (text) => text.split(/[\s,]+/).filter(Boolean);
const compact = (text) => text.replace(/\s+/g, '').replace(/×/g, 'x');

/** A field that tells as one types: at once what is `whole`, else when nothing follows.
 *  What is typed in one go is one step back.
 *  @param {{hint, width, title, read(): string, tell(text, step), whole?(text)}} about
 *    read: what the page's state says */
function field(label, { hint, width, title, read, tell, whole = () => true }) {
  let timer = 0, going = false, meant = '';
  function send() {
    clearTimeout(timer);
    timer = 0;
    tell(input.value.trim(), !going);
    going = true;
    meant = read();
  }
  function typed() {
    clearTimeout(timer);
    const text = compact(input.value);
    if (!text || whole(text)) send();
    else timer = setTimeout(send, PAUSE);
  }
  const input = h('input', { type: 'text', placeholder: hint, spellcheck: 'false',
    autocomplete: 'off', css: { width },
    on: { input: typed, change: () => { send(); going = false; } } });
  /** What is being typed stays as it is, unless the back button says something else. */
  function show() {
    const text = read();
    if (document.activeElement === input && (timer || text === meant)) return;
    input.value = text;
    meant = text;
    going = false;
  }
  return { element: h('label', { title }, h('span', { text: label }), input), show, input };
}

function choice(label, values, { title, read, tell }) {
  const select = h('select', { 'aria-label': label, on: { change: () => tell(select.value) } },
    values.map(([v, text]) => h('option', { value: v, text })));
  return { element: h('label', { title }, h('span', { text: label }), select),
    show() { select.value = read(); } };
}

/** Tops of Input layers: {name, dims}. */
function inputsOf(model) {
  return model.rows.filter((row) => row.type === 'Input').flatMap((row) => row.layer.tops)
    .slice(0, MOST_INPUTS).map((t) => ({ name: t.name, dims: t.shape }));
}

/** Whether figures rest on what comes in. */
const incoming = (model) => model.doc.assumptions.some((a) => (a.kind ?? 'input') === 'input');

/** As many axes as there are now. */
const likeShape = (dims) => (text) => /^\d+(x\d+)*$/.test(text.replaceAll(',', 'x'))
  && text.split(/[x,]/).length === (dims?.length ?? 4);

const given = (state, name) =>
  state.input.find((i) => i.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

function inputField(input, now, set) {
  const tell = (text, step) => {
    const rest = now().input.filter((i) => !i.startsWith(`${input.name}=`));
    set({ input: text ? [...rest, `${input.name}=${compact(text)}`] : rest }, step);
  };
  return field(input.name, { hint: shape(input.dims).replaceAll(' × ', 'x'), width: '9rem', tell,
    title: 'the shape of this input, as in 1x3x448x448', whole: likeShape(input.dims),
    read: () => given(now(), input.name) });
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

/** The fields by the state's names; each tells the state what it says. */
function makeFields({ now, set }) {
  const typed = (key, label, about, read = (text) => text) => field(label, { ...about,
    read: () => [now()[key]].flat().join(', '),
    tell: (text, step) => set({ [key]: read(text) }, step) });
  const chosen = (key, label, values, title) => choice(label, values, { title,
    read: () => now()[key], tell: (v) => set({ [key]: v }, true) });
  const types = DTYPES.map((t) => [t, t]);
  return {
    batch: typed('batch', 'batch', { hint: 'as in the file', width: '6.5rem',
      title: 'of data layers, and of inputs with the first input’s batch' }),
    data_shape: typed('data_shape', 'item shape', { hint: '3,256,256', width: '6.5rem',
      title: 'one item of a data layer whose file does not say it',
      whole: (text) => /^\d+([x,]\d+){2}$/.test(text) }),
    dtype: chosen('dtype', 'activations', types, 'number type of blobs and their gradients'),
    weight_dtype: chosen('weight_dtype', 'weights', [['', 'the same'], ...types],
      'number type of parameters, their gradients and the solver’s state'),
    solver: chosen('solver', 'solver', SOLVERS.map((t) => [t, t]), 'whose state training keeps'),
    level: typed('level', 'level', { hint: '0', width: '3.2rem',
      title: 'level of the network’s state; “file”: as the file itself says',
      whole: (text) => /^(-?\d+|file)$/.test(text) },
    (text) => (text === '0' ? '' : text)),
    stage: typed('stage', 'stages', { hint: 'none', width: '7rem',
      title: 'stages of the network’s state, separated by commas' }, list),
    fit: typed('fit', 'fits in', { hint: '11 GiB', width: '6rem',
      title: 'which batch fits in so much memory?',
      whole: (text) => /^[\d.]+([kmgt]i?b|bytes)$/i.test(text) }, compact),
  };
}

/** @param {{now(): object, set(patch, step?)}} act */
export function whatIf(act) {
  const { now, set } = act;
  const fields = makeFields(act);
  const inputs = h('span', { class: 'inputs' });
  const result = h('div', { class: 'result', role: 'status' });
  const reset = button('as in the file', () => set(act.clear(), true), { class: 'link' });
  const element = h('section', { class: 'whatif', role: 'group', 'aria-label': 'What if' },
    h('h2', { text: 'What if' }),
    fields.batch.element, inputs,
    Object.entries(fields).map(([key, f]) => key !== 'batch' && f.element), reset, result);
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
      for (const f of [...perInput, ...Object.values(fields)]) f.show();
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
