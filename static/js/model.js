/** The analysis document as rows for table and charts. */

import { num, shape } from './format.js';
import { isLower, joinSigns, signOf } from './signs.js';

/** Definitions of memory that have a figure per layer. */
export const MEMORY = {
  caffe: { key: 'caffe', title: 'Caffe’s log',
    text: 'every top of every layer, in-place and split tops again' },
  blobs: { key: 'blobs', title: 'Distinct blobs',
    text: 'storage that a layer adds; shared storage counts once' },
  live: { key: 'live', title: 'Alive',
    text: 'everything that is alive while the layer runs' },
};

/** Bytes of a total {elements, bytes}, or unknown. */
export const bytes = (amount) => amount?.bytes ?? null;

/** A layer's figures are elements; exact beyond 2^53 as well. */
function inBytes(elements, size) {
  if (elements === null || elements === undefined) return null;
  if (typeof elements === 'number') return elements * size;
  return String(BigInt(elements) * BigInt(size));
}

/** Nothing known of a figure is not the same as nothing. */
const known = (v, bound) => (bound && num(v) === 0 ? null : v);

function layerMemory({ caffe, blobs, live, lower_bound: bound, live_lower_bound: short }, size) {
  return { caffe: inBytes(known(caffe, bound), size), blobs: inBytes(known(blobs, bound), size),
    live: inBytes(known(live, short), size) };
}

/** What stands before a layer's figures. */
function bounds({ memory, ...layer }) {
  return { params: signOf(layer.param_count_lower_bound, layer.param_count_doubtful),
    macs: signOf(layer.macs_lower_bound, layer.macs_doubtful),
    memory: signOf(memory.lower_bound, memory.doubtful),
    alive: signOf(memory.live_lower_bound, layer.doubtful) };
}

/** The digits that name a stage: res4b22_branch2a -> 4, conv1_1 -> 1. */
export function stageOf(name) {
  const found = /\d+/.exec(name);
  return found ? found[0] : name;
}

function toRow(layer, size) {
  const unknown = layer.known === false;
  const top = layer.tops[0];
  return {
    index: layer.index, name: layer.name, type: layer.type, line: layer.line,
    inserted: Boolean(layer.inserted), core: Boolean(layer.core), layer,
    dims: top ? top.shape : [], shape: top ? shape(top.shape) : 'no output',
    moreTops: Math.max(0, layer.tops.length - 1),
    inPlace: Boolean(top?.in_place), assumed: layer.tops.some((t) => t.assumed),
    rule: layer.rule ?? '',
    bounds: bounds(layer), params: known(layer.param_count, layer.param_count_lower_bound),
    memory: layerMemory(layer.memory, size), macs: known(layer.macs, layer.macs_lower_bound),
    intensity: layer.ops_lower_bound ? null : layer.intensity ?? null,
    traffic: layer.traffic ?? null,
    field: layer.receptive_field ?? null, stride: layer.stride ?? null,
    stage: stageOf(layer.name), unknown: unknown || Boolean(top && !top.shape),
  };
}

/** Bytes of one activation. */
const elementSize = (doc) => Math.max(1, (doc.options?.dtype_bits ?? 32) / 8);

/** @param {object} doc the analysis document */
export function toModel(doc) {
  const size = elementSize(doc);
  const rows = doc.layers.map((layer) => toRow(layer, size));
  const peak = rows[doc.totals.memory.peak?.layer];
  if (peak) peak.peak = true;
  return { doc, rows, totals: doc.totals, elementSize: size, stages: stages(rows) };
}

/** Runs of layers folded into one row each; `by` as in the document's blocks. */
export const FOLDS = { stage: 'Stages', block: 'Blocks', structure: 'Structure' };

/** A sum, of which nothing may be known. */
const sumOf = (inside, key, sum) => known(sum, inside.some((r) => isLower(r.bounds[key])));

function toGroup(block, rows, size) {
  const inside = rows.slice(block.first, block.last + 1), last = inside[inside.length - 1];
  const alike = block.repeats > 1 ? `, one of ${block.repeats} alike` : '';
  return {
    index: `g${block.first}`, first: block.first, last: block.last, inside, name: block.name,
    type: `${inside.length} layers${alike}`, line: rows[block.first].line, inserted: false,
    core: inside.some((r) => r.core), layer: last.layer, dims: last.dims, shape: last.shape,
    moreTops: 0,
    params: sumOf(inside, 'params', block.param_count), macs: sumOf(inside, 'macs', block.macs),
    memory: layerMemory(block.memory, size),
    intensity: block.intensity, traffic: block.traffic, field: last.field, stride: last.stride,
    bounds: Object.fromEntries(['params', 'macs', 'memory', 'alive'].map((k) =>
      [k, joinSigns(inside.map((r) => r.bounds[k]))])),
    stage: stageOf(block.name), unknown: Boolean(block.lower_bound),
    peak: inside.some((r) => r.peak),
  };
}

/** Groups and the layers between them, in order; all layers when `by` is ''. */
export function fold(model, by) {
  const groups = new Map((model.doc.blocks?.[by] ?? []).map((b) => [b.first, b]));
  const list = [];
  for (let i = 0; i < model.rows.length; i++) {
    const block = groups.get(i);
    list.push(block ? toGroup(block, model.rows, model.elementSize) : model.rows[i]);
    if (block) i = block.last;
  }
  return list;
}

/** Where in a folded list each layer is. */
export function placesIn(list) {
  return list.flatMap((row, at) => (row.inside ?? [row]).map(() => at));
}

/** Neighbouring layers of one stage: {from, to, label}, in order. */
export function stages(rows) {
  const runs = [];
  let at = 0;
  for (const row of rows) {
    const last = runs[runs.length - 1];
    if (last && last.key === row.stage) last.to += 1;
    else runs.push({ key: row.stage, from: at, to: at + 1 });
    at += 1;
  }
  for (const run of runs) run.label = stageLabel(rows.slice(run.from, run.to), run.key);
  return runs;
}

/** A stage is named after its first layer with weights: conv1, res4, fc6. */
function stageLabel(rows, key) {
  const { name } = rows.find((r) => r.core) ?? rows[0];
  const at = name.indexOf(key);
  return at < 0 ? name : name.slice(0, at + key.length);
}

/** Rows by what the filter says: words in name, type or shape; chosen types. */
export function filterRows(rows, text, types) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = new Set(types);
  return rows.filter((r) => (!chosen.size || chosen.has(r.type))
    && words.every((w) => `${r.name} ${r.type} ${r.shape}`.toLowerCase().includes(w)));
}

/** Unknown values come last, whichever way round. */
export function sortRows(rows, value, down) {
  const sign = down ? -1 : 1;
  const missing = (v) => v === null || v === undefined || v !== v;
  return [...rows].sort((a, b) => {
    const x = value(a), y = value(b);
    if (missing(x) || missing(y)) return missing(x) - missing(y);
    return x < y ? -sign : x > y ? sign : (a.first ?? a.index) - (b.first ?? b.index);
  });
}

/** Types in order of how often they occur: [type, count][]. */
export function typeCounts(rows) {
  const counts = new Map();
  for (const r of rows) counts.set(r.type, (counts.get(r.type) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** The sum of one figure over rows: exact, and how many of them are not known
 *  or only in part. */
export function total(rows, value, bound = () => false) {
  let sum = 0n, unknown = 0;
  for (const r of rows) {
    const v = value(r);
    if (v === null || v === undefined || bound(r)) unknown += 1;
    sum += BigInt(v ?? 0);
  }
  return { sum: String(sum), unknown };
}
