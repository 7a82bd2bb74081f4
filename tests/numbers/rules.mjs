/** What a published figure counts, by its source: from a graph to {params, features, flops}.
 *  A row's rule may change it: see published.tsv and docs/numbers.md. */
import { convnetBurden } from './burden.mjs';
import { openModelZoo } from './omz.mjs';
import { everyOperation } from './ptflops.mjs';

/** "mean rois=80" -> {mean: true, rois: '80'} */
export function options(rule) {
  const words = rule === '-' ? [] : rule.split(' ');
  return Object.fromEntries(words.map((w) => (w.includes('=')
    ? [w.slice(0, w.indexOf('=')), w.slice(w.indexOf('=') + 1)] : [w, true])));
}

function scale(node, factor) {
  node.count *= factor;
  node.outputs = node.outputs.map((n) => n * factor);
  node.layer = { ...node.layer, macs: node.layer.macs * factor };
}

/** What follows the proposals is done once for each region. */
function repeat(nodes, regions) {
  const below = new Set();
  for (const node of nodes) {
    if (node.ins.some((n) => below.has(n))) scale(node, regions);
    else if (!['Python', 'Proposal'].includes(node.type)) continue;
    below.add(node);
  }
}

/** A 1x1 convolution that is not padded, where the file pads it. */
function unpad(nodes, name) {
  const at = nodes.find((n) => n.layer.name === name), [,, h, w] = at.ins[0].shape;
  const factor = h * w / (at.shape[2] * at.shape[3]);
  for (const node of [at, ...at.readers.filter((r) => r.inPlace)]) scale(node, factor);
}

/** How many values a detector's output has is data; Caffe's shape is the least. */
function detect(nodes, values) {
  for (const node of nodes) if (node.type === 'DetectionOutput') node.outputs = [values];
}

const trained = (nodes, doc) => ({ params: doc.totals.params_trained, flops: doc.totals.macs });

const sources = { burden: convnetBurden, omz: openModelZoo, ptflops: everyOperation,
  papers: trained, caffemodel: (nodes, doc) => ({ params: doc.totals.params }) };

export function count(source, nodes, doc, rule) {
  const of = options(rule);
  if (of.rois) repeat(nodes, Number(of.rois));
  if (of.detections) detect(nodes, Number(of.detections));
  if (of.unpadded) unpad(nodes, of.unpadded);
  if (of.without) nodes = nodes.filter((n) => !new RegExp(of.without).test(n.layer.name));
  return sources[source](nodes, doc, of);
}
