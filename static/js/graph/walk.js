/** Which box an arrow key leads to: along the edges up and down, along the rank sideways. */

const middle = (n) => n.x + n.width / 2;
const nearest = (list, x) => list.reduce((best, n) =>
  (!best || Math.abs(middle(n) - x) < Math.abs(middle(best) - x) ? n : best), null);

/** The readers in the first rank that has some: what comes next, not where it ends. */
function next(graph, node) {
  const readers = node.outputs.flatMap((net) => net.to).map((i) => graph.nodes[i]);
  const least = Math.min(...readers.map((n) => n.rank));
  return nearest(readers.filter((n) => n.rank === least), middle(node));
}

function previous(graph, node) {
  const makers = node.inputs.map((net) => graph.nodes[net.from]);
  const most = Math.max(...makers.map((n) => n.rank));
  return nearest(makers.filter((n) => n.rank === most), middle(node));
}

function beside(graph, node, sign) {
  const row = graph.nodes.filter((n) => n.rank === node.rank
    && (middle(n) - middle(node)) * sign > 0);
  return nearest(row, middle(node));
}

const KEYS = {
  ArrowDown: next,
  ArrowUp: previous,
  ArrowLeft: (graph, node) => beside(graph, node, -1),
  ArrowRight: (graph, node) => beside(graph, node, 1),
  Home: (graph) => graph.nodes[0],
  End: (graph) => graph.nodes[graph.nodes.length - 1],
};

/** @return {object|null|undefined} a box, null where there is none, undefined for other keys */
export const walk = (graph, node, key) => KEYS[key]?.(graph, node);
