/** The passes of the layout, in order.  No DOM: a graph with sizes in, places out. */

import { toColumns } from './columns.js';
import { order, toItems } from './order.js';
import { position } from './position.js';
import { ranks } from './rank.js';
import { relax } from './relax.js';
import { route } from './route.js';

const GAP = 42;
const LINE = 12;

/** Top and bottom of each rank, one below the other. */
function heights(graph, items) {
  let y = 0;
  return items.ranks.map((row) => {
    const boxes = row.filter((v) => items.net[v] < 0).map((v) => graph.nodes[v]);
    const top = y, bottom = y + Math.max(0, ...boxes.map((n) => n.height));
    const blobs = Math.max(0, ...boxes.map((n) => Math.min(6, n.outputs.length)));
    y = bottom + GAP + LINE * Math.max(0, blobs - 2);
    return { top, bottom };
  });
}

function place(graph, items) {
  const { dx, dy } = graph.wrap;
  const x = (v) => items.x[v] + dx[items.rank[v]];
  for (const node of graph.nodes) {
    node.rank = items.rank[node.index];
    node.x = x(node.index) - node.width / 2;
    node.y = graph.rows[node.rank].top + dy[node.rank];
  }
  return x;
}

/** Columns and lines for a view; what came before stays as it is. */
export function fitInto(graph, view) {
  const { items } = graph;
  graph.wrap = toColumns(graph, items, graph.rows, view);
  route(graph, place(graph, items));
  [graph.width, graph.height] = [graph.wrap.width, graph.wrap.height];
  return graph;
}

/**
 * The passes, with a yield wherever others may have their turn.
 * @param {{nodes, nets}} graph of build.js, with width and height of each node
 * @param {{width: number, height: number}} view
 * @return {Generator} sets x, y of nodes and d, heads, label of nets
 */
export function* layoutSteps(graph, view) {
  const items = toItems(graph, ranks(graph));
  yield;
  yield* order(items);
  yield* position(items);
  yield* relax(items);
  graph.items = items;
  graph.rankOf = (v) => items.rank[v];
  graph.rows = heights(graph, items);
  return fitInto(graph, view);
}

export function layout(graph, view) {
  const steps = layoutSteps(graph, view);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
