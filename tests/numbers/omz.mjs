/** What the Open Model Zoo counts: the operations of its model analyzer, on the network
 *  as OpenVINO's Model Optimizer leaves it.
 *
 *  Operations per value of the output, from network_complexity.py of OpenVINO 2019 R3:
 *  convolutions and fully connected 2 per weight, ReLU 2, pooling one per value of its
 *  window, LRN 4 per value of its window and 1, Eltwise 2 per input less 1, …
 *  Dropout and reshapes are gone, batch normalisation is folded into the layer before
 *  it, where there is one with weights that nobody else reads. */
import { number } from './graph.mjs';

const CORE = new Set(['Convolution', 'ConvolutionDepthwise', 'DepthwiseConvolution',
  'InnerProduct', 'Deconvolution']);
const LINEAR = new Set(['BatchNorm', 'Scale', 'BN', 'Bias']);
const GONE = new Set(['Dropout', 'Split', 'Silence']);

/** What a node's values come from once the layers that are gone are. */
const source = (node) => (node && (node.folded || GONE.has(node.type)) ? source(node.ins[0]) : node);

function fold(nodes) {
  for (const node of nodes) {
    if (!LINEAR.has(node.type) || node.ins.length !== 1) continue;
    const from = source(node.ins[0]);
    const alone = node.ins[0].readers.length === 1;
    if (!from || !alone || !(CORE.has(from.type) || LINEAR.has(from.type))) continue;
    node.folded = true;
    from.extra = CORE.has(from.type) && !from.bias ? from.shape[1] : (from.extra ?? 0);
  }
}

const readers = (node) => node.readers.flatMap((r) =>
  (r.folded || GONE.has(r.type) ? readers(r) : [r]));

function kernel(node) {
  return node.layer.params[0]?.shape?.slice(2).reduce((a, b) => a * b, 1) ?? 1;
}

const strideOf = (node) => number(node, ['stride', 'stride_h'], 1);

/** Which stride the Optimizer moves from the reader to what it reads: that of a 1x1
 *  convolution, through ReLU and sums, up to a convolution with a larger kernel. */
function wanted(node) {
  if (node.type === 'Convolution' && kernel(node) === 1) return strideOf(node) * node.down;
  return ['ReLU', 'Eltwise'].includes(node.type) ? node.down : 1;
}

function moveStrides(nodes) {
  for (const node of [...nodes].reverse()) {
    if (node.folded || !['Convolution', 'ReLU', 'Eltwise', 'Axpy'].includes(node.type)) continue;
    const strides = readers(node).map(wanted);
    if (strides.length && strides.every((s) => s === strides[0])) [node.down] = strides;
  }
  for (const node of nodes) {
    if (node.down > 1 && node.type === 'Axpy') node.pools = 2;
    if (node.type !== 'Eltwise' || node.down === 1) continue;
    for (const from of node.ins.map(source)) if (from.down === 1) node.pools++;
  }
}

const OPERATIONS = {
  ReLU: () => 2, PReLU: () => 2, ReLU6: () => 2, Sigmoid: () => 3, Softmax: () => 5,
  Normalize: () => 4, BatchNorm: () => 2, BN: () => 2,
  Scale: (n) => (n.ins.length > 1 ? 3 : 2),
  Eltwise: (n) => 2 * n.ins.length - 1,
  Pooling: (n) => (n.layer.ops.compare || n.layer.ops.add) / n.count,
  LRN: (n) => {
    const size = number(n, ['local_size'], 5);
    return 4 * (n.fields.norm_region?.[0] === 'WITHIN_CHANNEL' ? size : size * size) + 1;
  },
};

function operations(node) {
  if (node.folded) return 0;
  if (CORE.has(node.type)) return 2 * node.layer.macs / node.down ** 2;
  if (node.type === 'Axpy') return node.count * (3 + (3 + node.pools) / node.down ** 2);
  const each = OPERATIONS[node.type]?.(node) ?? 0;
  return (each + node.pools) * node.count / node.down ** 2;
}

function params(node) {
  if (node.folded) return 0;
  if (LINEAR.has(node.type) && node.ins.length === 1) return 2 * node.shape[1];
  return node.layer.params.reduce((sum, p) => sum + (p.owner === null ? p.count : 0), 0)
    + (node.extra ?? 0);
}

const sum = (nodes, f) => nodes.reduce((total, node) => total + f(node), 0);

/** {params, flops} of a graph.  Options: strides (moved as above), mean (its subtraction
 *  is a layer), biases (each is an addition). */
export function openModelZoo(nodes, doc, { strides, mean, biases } = {}) {
  fold(nodes);
  for (const node of nodes) Object.assign(node, { down: 1, pools: 0 });
  if (strides) moveStrides(nodes);
  const image = nodes.find((n) => !n.ins.length);
  return {
    params: sum(nodes, params) + (mean ? 2 * image.shape[1] : 0),
    flops: sum(nodes, operations) + (mean ? 2 * image.count : 0)
      + (biases ? sum(nodes, (n) => (CORE.has(n.type) ? n.count : 0)) : 0),
  };
}
