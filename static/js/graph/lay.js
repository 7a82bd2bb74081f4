/** Layouts without standing still: at once where that takes no time, else in slices. */

import { layoutSteps } from './layout.js';

/** Milliseconds that nobody notices. */
const AT_ONCE = 60, SLICE = 12;

const pause = () => new Promise((done) => { setTimeout(done); });

/** @return {Promise<boolean>} false when `live()` said that nobody waits any more */
export async function lay(graph, view, live) {
  const steps = layoutSteps(graph, view);
  let end = performance.now() + AT_ONCE;
  while (!steps.next().done) {
    if (performance.now() < end) continue;
    await pause();
    if (!live()) return false;
    end = performance.now() + SLICE;
  }
  return true;
}

const words = (list) => list.join('\n');

/** Whether two models are the same but for their figures. */
export function sameStructure(a, b) {
  return a.rows.length === b.rows.length && a.rows.every((row, i) => {
    const other = b.rows[i];
    return row.name === other.name && row.type === other.type && row.inPlace === other.inPlace
      && words(row.layer.bottoms) === words(other.layer.bottoms)
      && words(row.layer.tops.map((t) => t.name)) === words(other.layer.tops.map((t) => t.name));
  });
}

/** Places of one graph for another of the same boxes and nets. */
export function takePlaces(from, to) {
  const { items, rows, wrap, width, height, rankOf } = from;
  Object.assign(to, { items, rows, wrap, width, height, rankOf });
  for (const node of to.nodes) {
    const { x, y, width: w, height: tall, rank } = from.nodes[node.index];
    Object.assign(node, { x, y, width: w, height: tall, rank });
  }
  for (const net of to.nets) {
    const { d, heads, label, box, places } = from.nets[net.index];
    Object.assign(net, { d, heads, label, box, places });
  }
}
