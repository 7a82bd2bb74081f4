/** The row of each box: along the longest path, then as near to its readers as it pays. */

/** @return {Int32Array} a rank per node; readers stand below what they read */
export function ranks({ nodes, nets }) {
  const rank = new Int32Array(nodes.length);
  for (const node of nodes) {
    for (const net of node.inputs) {
      rank[node.index] = Math.max(rank[node.index], rank[net.from] + 1);
    }
  }
  for (let i = nodes.length - 1; i >= 0; i--) {
    const { inputs, outputs } = nodes[i];
    const readers = outputs.flatMap((net) => net.to);
    if (!readers.length || inputs.length >= outputs.length) continue;
    rank[i] = readers.reduce((least, to) => Math.min(least, rank[to]), Infinity) - 1;
  }
  return squeeze(rank);
}

/** No row is empty. */
function squeeze(rank) {
  const used = [...new Set(rank)].sort((a, b) => a - b);
  const place = new Map(used.map((r, i) => [r, i]));
  return rank.map((r) => place.get(r));
}
