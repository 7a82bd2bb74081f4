/** An analysis as a graph: who made what a layer reads, in-place layers included.
 *  Splits that Caffe inserts are left out. */
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { parse } from '../../static/js/portable/text.js';

/** The document of one item of a network, with options of the command line.
 *  A network with errors has one too. */
export function measure(program, file, options = []) {
  const args = ['analyze', '--format', 'json', '--batch', '1', ...options, file];
  try {
    return JSON.parse(execFileSync(program, args, { maxBuffer: 1 << 28, stdio: 'pipe' }));
  } catch (error) {
    if (!error.stdout?.length) throw error;
    return JSON.parse(error.stdout);
  }
}

const named = (fields, name) => fields.filter((f) => f.name === name).map((f) => f.value);

/** Every field of a layer's messages, the nested ones too, by its name: [values]. */
function fieldsOf(fields, into = {}) {
  for (const { name, value } of fields) {
    if (Array.isArray(value)) fieldsOf(value, into);
    else (into[name] ??= []).push(value.replace(/^"|"$/g, ''));
  }
  return into;
}

function messages(file) {
  const tree = parse(readFileSync(file, 'latin1')) ?? [];
  const layers = [...named(tree, 'layer'), ...named(tree, 'layers')];
  return new Map(layers.map((l) => [named(l, 'name')[0]?.replace(/"/g, ''), fieldsOf(l)]));
}

/** [{type, layer, fields, ins, readers, shape, count, weights, bias}]: ins and readers
 *  are nodes; shape and count are the first top's; weights and bias are counts. */
export function graph(doc, file) {
  const made = new Map(), nodes = [], written = messages(file);
  for (const layer of doc.layers) {
    if (layer.inserted) {
      for (const top of layer.tops) made.set(top.name, made.get(layer.bottoms[0]));
      continue;
    }
    const ins = layer.bottoms.map((name) => made.get(name)).filter(Boolean);
    const top = layer.tops[0] ?? { shape: [], count: 0 };
    const node = { layer, ins, type: layer.type, readers: [], index: nodes.length,
      fields: written.get(layer.name) ?? {}, shape: top.shape ?? [], count: top.count ?? 0,
      outputs: layer.tops.map((t) => t.count ?? 0), inPlace: Boolean(top.in_place),
      weights: layer.params[0]?.count ?? 0, bias: layer.params[1]?.count ?? 0 };
    for (const from of ins) from.readers.push(node);
    for (const t of layer.tops) made.set(t.name, node);
    nodes.push(node);
  }
  return nodes;
}

/** A number that a layer's message has, first of `names` that is there. */
export function number(node, names, otherwise) {
  for (const name of names) if (node.fields[name]) return Number(node.fields[name][0]);
  return otherwise;
}
