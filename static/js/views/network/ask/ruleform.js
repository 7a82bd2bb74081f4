/** A small form that writes a rule, and shows what would come of it. */

import { api } from '../../../api.js';
import { button, h, replace } from '../../../dom.js';
import { integer, shape } from '../../../format.js';

const quoted = (name) => (/^[\w./+-]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`);
const WAIT = 250;
let forms = 0;

/** b0.0, b0.1, b0.2: the first bottom as it is, to start from. */
function axesOf(layer, model) {
  const first = bottoms(layer, model)[0];
  const n = first?.shape?.length ?? 4;
  return layer.bottoms.length ? Array.from({ length: n }, (_, i) => `b0.${i}`).join(', ')
    : '1, 3, 224, 224';
}

/** The layer's bottoms with their shapes, null where unknown. */
function bottoms(layer, model) {
  return layer.bottoms.map((name) => {
    const made = model.doc.layers.slice(0, layer.index).flatMap((l) => l.tops)
      .filter((t) => t.name === name).at(-1);
    return { name, shape: made?.shape ?? null };
  });
}

const MOST_TOPS = 6;

/** What comes in from outside, as images and their labels, has shapes of its own. */
function apart(layer) {
  const { bottoms: from, tops } = layer;
  return from.length || tops.length > MOST_TOPS ? [] : tops.slice(1);
}

/** What the rule makes of the form's first layer, or why it cannot be. */
function outcome(doc, index) {
  const layer = doc.layers[index];
  const misfit = doc.diagnostics.find((d) => d.code === 'rule-misfit');
  if (misfit) return { ok: false, text: misfit.message };
  const tops = layer.tops.map((t) => (t.shape ? `${t.name} ${shape(t.shape)}`
    : `${t.name} is not known: a bottom is not`)).join(', ');
  const count = layer.param_count ? integer(layer.param_count) : 'no';
  return { ok: true, text: `${tops || 'no top'}; ${count} parameters` };
}

/** Fields, and the text that they mean. */
function fields(layer, model, subject, given, changed) {
  const name = `rule${++forms}`;
  const pick = (value, checked) =>
    h('input', { type: 'radio', name, value, checked, on: { change: changed } });
  const like = h('select',
    { 'aria-label': 'Which bottom', on: { change: () => { choose('like'); changed(); } } },
    bottoms(layer, model).map((b, i) => h('option', { value: String(i),
      text: `bottom ${i}: ${b.name}${b.shape ? `, ${shape(b.shape)}` : ''}` })));
  const text = (label, value, on) =>
    h('input', { type: 'text', value, 'aria-label': label, spellcheck: 'false',
      on: { input: on } });
  const shaped = () => { choose('shape'); changed(); };
  const axes = text('Axes of the shape', axesOf(layer, model), shaped);
  const more = apart(layer).map((t) => [t, text(`Axes of ${t.name}`, '1', shaped)]);
  const whole = text('The rule', given ?? '', () => { choose('text'); changed(); });
  const params = h('input', { type: 'checkbox', on: { change: changed } });
  const shapes = text('Shapes of the parameters', '[64, b0.1], [64]',
    () => { params.checked = true; changed(); });
  const first = given ? 'text' : layer.bottoms.length ? 'like' : 'shape';
  const radios = ['like', 'shape', 'text'].map((v) => pick(v, v === first));
  const choose = (v) => { for (const r of radios) r.checked = r.value === v; };
  const chosen = () => radios.find((r) => r.checked).value;
  function value() {
    if (chosen() === 'text') return whole.value.trim();
    const top = chosen() === 'like' ? `top = bottom${like.value}`
      : [axes, ...more.map(([, field]) => field)].map((field, i) =>
        `top${more.length ? i : ''} = [${field.value.trim()}]`).join('; ');
    return `${subject()}: ${top}${params.checked ? `; params ${shapes.value.trim()}` : ''}`;
  }
  const element = h('div', { class: 'rulefields' },
    layer.bottoms.length > 0 && h('label', {}, radios[0], ' same shape as ', like),
    h('label', {}, radios[1], more.length ? ` these shapes: ${layer.tops[0].name} `
      : ' this shape: ', h('span', { class: 'brackets' }, '[', axes, ']')),
    more.map(([t, field]) => h('label', { class: 'further' }, `${t.name} `,
      h('span', { class: 'brackets' }, '[', field, ']'))),
    h('label', {}, radios[2], ' in words of its own: ', whole),
    h('label', { class: 'params' }, params, ' with parameters ', shapes),
    h('p', { class: 'note',
      text: 'An axis is a number or an axis of a bottom (b0.1: axis 1 of bottom 0), '
        + 'with × and ÷: b0.2/2, 3*b0.1.' }));
  /** In its own words a rule says its parameters itself. */
  function adapt() {
    const own = chosen() === 'text';
    params.disabled = own;
    shapes.disabled = own;
  }
  return { element, value, adapt, prefill: (rule) =>
    { if (chosen() !== 'text') whole.value = rule; } };
}

/** @param {{type, python?, layers, network, model, options, text?,
 *  save(text, forLayer), cancel?}} about */
export function ruleForm(about) {
  const { type, python, layers, model, network } = about;
  const layer = layers[0] ?? { index: -1, bottoms: [], tops: [], name: '' };
  const whom = h('select', { 'aria-label': 'For which layers', on: { change: () => changed() } },
    h('option', { value: 'type', text: `for every ${python || type}, in all networks` }),
    layer.name && h('option',
      { value: 'layer', text: `only for layer ${layer.name} of this network` }));
  const all = python ? `python ${quoted(python)}` : quoted(type);
  const subject = () => (whom.value === 'layer' ? `layer ${quoted(layer.name)}` : all);
  const told = h('p', { class: 'told', role: 'status' });
  const use = button('Use this rule', () => submit(), { class: 'primary' });
  const parts = fields(layer, model, subject, about.text, () => changed());
  let timer = 0, turn = 0;

  function tell(ok, ...words) {
    told.classList.toggle('bad', !ok);
    replace(told, words);
    use.disabled = !ok;
  }
  function explain(error, rule) {
    const column = error.detail?.column ?? Number(/column (\d+)/.exec(error.message)?.[1]);
    const words = error.message.replace(/^rule: column \d+: /, '');
    tell(false, words, column
      ? [' ', h('code', {}, [...rule].slice(0, column - 1).join(''),
        h('mark', { text: [...rule][column - 1] ?? ' ' }),
      [...rule].slice(column).join(''))] : '');
  }
  async function preview() {
    const rule = parts.value(), mine = ++turn;
    try {
      const doc = await api.analysis(network.id, { ...about.options, rule });
      if (mine !== turn) return;
      const { ok, text } = outcome(doc, layer.index);
      tell(ok, h('code', { text: rule }), ` gives ${text}`);
    } catch (error) {
      if (mine === turn) explain(error, rule);
    }
  }
  function changed() {
    parts.adapt();
    parts.prefill(parts.value());
    clearTimeout(timer);
    timer = setTimeout(preview, WAIT);
  }
  async function submit() {
    const rule = parts.value();
    use.disabled = true;
    await about.save(rule, /^layer\s+[^:]/.test(rule)).catch((error) => explain(error, rule));
  }
  parts.adapt();
  parts.prefill(parts.value());
  timer = setTimeout(preview, 0);
  return h('form', { class: 'ruleform',
    on: { submit: (e) => { e.preventDefault(); if (!use.disabled) submit(); } } },
    parts.element, h('div', { class: 'askrow' }, !about.text && whom, use, about.cancel
      && button('Cancel', about.cancel)), told);
}
