/** Leaves out what no figure and no verdict depends on: how weights are filled,
 *  how they decay, the factors of normalisations. */

const isNumber = (v) => typeof v === 'string' && /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?f?$/i.test(v);
const between = (least, most) => (v) => isNumber(v) && parseFloat(v) > least
  && parseFloat(v) < most;

const only = (fields, names) => fields.every((f, i) => names.includes(f.name)
  && fields.findIndex((g) => g.name === f.name) === i);

/** The value of a field that is given at most once; undefined where it is not. */
const get = (fields, name) => fields.find((f) => f.name === name)?.value;

/** What Caffe checks of each kind of filler holds whatever the blob is. */
const FILLERS = {
  constant: (f) => only(f, ['type', 'value']),
  gaussian: (f) => only(f, ['type', 'mean', 'std'])
    && (get(f, 'std') === undefined || between(0, Infinity)(get(f, 'std'))),
  uniform: (f) => only(f, ['type', 'min', 'max'])
    && parseFloat(get(f, 'min') ?? 0) <= parseFloat(get(f, 'max') ?? 1),
};

/** These divide by the first axis: a weight of these layers has one. */
const DENSE = new Set(['convolution_param', 'inner_product_param']);
const FANS = new Set(['"xavier"', '"msra"', '"positive_unitball"']);

/** Where there are fillers; elsewhere they are unknown fields, which is a verdict. */
const FILLED = {
  convolution_param: ['weight_filler', 'bias_filler'],
  inner_product_param: ['weight_filler', 'bias_filler'],
  embed_param: ['weight_filler', 'bias_filler'], recurrent_param: ['weight_filler', 'bias_filler'],
  scale_param: ['filler', 'bias_filler'], bias_param: ['filler'], prelu_param: ['filler'],
};

function harmlessFiller({ name, value }, parent) {
  if (!Object.hasOwn(FILLED, parent) || !FILLED[parent].includes(name)
    || !Array.isArray(value)) return false;
  const numbers = value.every((f) => f.name === 'type' || f.name === 'variance_norm'
    || isNumber(f.value));
  if (!numbers) return false;
  const type = get(value, 'type') ?? '"constant"';
  if (FANS.has(type)) return DENSE.has(parent) && only(value, ['type', 'value', 'std', 'mean']);
  return Boolean(FILLERS[type.slice(1, -1)]?.(value));
}

/** parent: {field: whether its value has no effect}. */
const IDLE = {
  lrn_param: { alpha: isNumber, beta: isNumber },
  batch_norm_param: { eps: isNumber, moving_average_fraction: isNumber },
  dropout_param: { dropout_ratio: between(0, 1) },
};

function idle(f, parent, siblings) {
  const rule = Object.hasOwn(IDLE, parent) && Object.hasOwn(IDLE[parent], f.name)
    && IDLE[parent][f.name];
  const once = siblings.filter((s) => s.name === f.name).length === 1;
  return once && (harmlessFiller(f, parent) || (rule && rule(f.value)));
}

/** Rates of a parameter without a name: decay is nobody's figure, 1 is the default. */
function spec(fields) {
  if (!only(fields, ['lr_mult', 'decay_mult'])
    || !fields.every((f) => isNumber(f.value))) return fields;
  return fields.filter((f) => f.name === 'lr_mult' && parseFloat(f.value) !== 1);
}

/** A layer's parameters: what is left when idle fields are gone. */
function settings(f) {
  const kept = f.value.filter((g) => !idle(g, f.name, f.value));
  return kept.length || !f.value.length ? [{ name: f.name, value: kept }] : [];
}

function layer(fields) {
  const times = (name) => fields.filter((f) => f.name === name).length;
  const decays = !fields.some((f) => f.name === 'param')
    && times('weight_decay') <= times('blobs_lr');
  return fields.flatMap((f) => {
    if (f.name === 'weight_decay' && decays && isNumber(f.value)) return [];
    if (!Array.isArray(f.value)) return [f];
    if (f.name === 'param') return [{ name: 'param', value: spec(f.value) }];
    return f.name.endsWith('_param') && times(f.name) === 1 ? settings(f) : [f];
  });
}

/** @param fields what parse() gave @return a shorter list that means the same */
export function minimise(fields) {
  return fields.map((f) => (/^layers?$/.test(f.name) && Array.isArray(f.value)
    ? { name: f.name, value: layer(f.value) } : f));
}
