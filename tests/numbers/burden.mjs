/** What convnet-burden counts (its core/burden.m), on MatConvNet's form of a network.
 *
 *  Parameters: every variable; batch normalisation has 4 per channel.  Features: the
 *  output of every layer, the image not; ReLU in place, and Dropout does nothing; a
 *  BatchNorm and its Scale are one layer, never in place.  Operations: a fused
 *  multiply-add is one, a bias one per value, ReLU 2, pooling 2 per value of its stride,
 *  a sum one; normalisation is taken as merged, Softmax as free. */
import { number } from './graph.mjs';

const CORE = new Set(['Convolution', 'ConvolutionDepthwise', 'DepthwiseConvolution',
  'InnerProduct', 'Deconvolution']);
const IN_PLACE = new Set(['ReLU', 'Dropout']);

const isScaleOfNorm = (node) => node.type === 'Scale' && node.ins.length === 1
  && node.ins[0].type === 'BatchNorm';

function features(node, apart) {
  if (!node.ins.length || isScaleOfNorm(node)) return 0;
  if (IN_PLACE.has(node.type) && !apart?.test(node.layer.name)) return 0;
  return node.outputs.reduce((a, b) => a + b, 0);
}

function params(node) {
  if (node.type === 'BatchNorm') return 4 * node.shape[1];
  if (isScaleOfNorm(node)) return 0;
  return node.layer.params.reduce((sum, p) => sum + (p.owner === null ? p.count : 0), 0);
}

function pooling(node) {
  const stride = number(node, ['stride', 'stride_h'], 1);
  return 2 * node.count * stride * number(node, ['stride', 'stride_w'], 1);
}

const OPERATIONS = {
  ReLU: (n) => 2 * n.count,
  Pooling: (n) => (n.fields.global_pooling?.[0] === 'true' ? n.ins[0].count : pooling(n)),
  Eltwise: (n) => n.count,
  LRN: (n) => n.count + (2 + 2 * n.shape[1]) * n.shape[2] * n.shape[3],
  Normalize: (n) => n.count + (2 + 2 * n.shape[1]) * n.shape[2] * n.shape[3],
  Axpy: (n) => 2 * n.count,
  Scale: (n) => (isScaleOfNorm(n) ? 0 : n.count),
};

function operations(node) {
  if (CORE.has(node.type)) return node.layer.macs + (node.bias ? node.count : 0);
  return OPERATIONS[node.type]?.(node) ?? 0;
}

const sum = (nodes, f) => nodes.reduce((total, node) => total + f(node), 0);

/** {params, features, flops}: values, values and operations.  Option apart: the layers in
 *  place, by name, whose features are counted all the same. */
export function convnetBurden(nodes, doc, of = {}) {
  const apart = of.apart && new RegExp(of.apart);
  return { params: sum(nodes, params), features: sum(nodes, (n) => features(n, apart)),
    flops: sum(nodes, operations) };
}
