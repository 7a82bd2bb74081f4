/** What counters of PyTorch models print: multiply-accumulates, and one operation more for
 *  each bias, ReLU and value that a pooling reads, two for each value that batch
 *  normalisation makes. */
const CORE = new Set(['Convolution', 'InnerProduct']);
const OPERATIONS = { ReLU: (n) => n.count, BatchNorm: (n) => 2 * n.count,
  Pooling: (n) => n.ins[0].count };

function operations(node) {
  if (CORE.has(node.type)) return node.layer.macs + (node.bias ? node.count : 0);
  return OPERATIONS[node.type]?.(node) ?? 0;
}

export function everyOperation(nodes, doc) {
  return { params: doc.totals.params_trained,
    flops: nodes.reduce((sum, node) => sum + operations(node), 0) };
}
