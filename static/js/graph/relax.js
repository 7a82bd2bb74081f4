/** Nearer to one another: chains that stand straight move as one towards what they are
 *  joined to, as far as their neighbours let them.  Alignment alone leaves gaps beside
 *  long nets. */

import { apart } from './position.js';

/** Steps that all sweeps together may take. */
const WORK = 4e6;
const SWEEPS = 24;

/** Items under one another, as lists. */
function chains(items) {
  const { x, up } = items, root = Int32Array.from(x, (_, v) => v), lists = new Map();
  for (const row of items.ranks) {
    for (const v of row) {
      const above = up[v].find((u) => Math.abs(x[u] - x[v]) < 0.5);
      if (above !== undefined) root[v] = root[above];
      if (!lists.has(root[v])) lists.set(root[v], []);
      lists.get(root[v]).push(v);
    }
  }
  return { lists: [...lists.values()], root };
}

/** How far a chain may go to either side. */
function room(items, chain, beside) {
  let from = -Infinity, to = Infinity;
  for (const v of chain) {
    const { left, right } = beside[v];
    if (left >= 0) from = Math.max(from, items.x[left] + apart(items, left, v));
    if (right >= 0) to = Math.min(to, items.x[right] - apart(items, v, right));
  }
  return [from, to];
}

/** The mean place of what a chain is joined to. */
function wish(items, chain, root) {
  let sum = 0, count = 0;
  for (const v of chain) {
    for (const list of [items.up[v], items.down[v]]) {
      for (const w of list) if (root[w] !== root[v]) { sum += items.x[w]; count += 1; }
    }
  }
  return count ? sum / count : null;
}

/** Moves items.x; yields between sweeps. */
export function* relax(items) {
  const beside = [];
  for (const row of items.ranks) {
    row.forEach((v, i) => { beside[v] = { left: row[i - 1] ?? -1, right: row[i + 1] ?? -1 }; });
  }
  const { lists, root } = chains(items);
  const sweeps = Math.min(SWEEPS, Math.floor(WORK / items.x.length / 8));
  for (let i = 0; i < sweeps; i++) {
    const order = lists.map((chain) => [items.x[chain[0]], chain])
      .sort(([a], [b]) => (i % 2 ? b - a : a - b));
    let moved = 0;
    for (const [, chain] of order) {
      const wanted = wish(items, chain, root);
      if (wanted === null) continue;
      const [from, to] = room(items, chain, beside);
      const x = Math.max(from, Math.min(to, wanted));
      if (from > to || Math.abs(x - items.x[chain[0]]) < 0.5) continue;
      moved += Math.abs(x - items.x[chain[0]]);
      for (const v of chain) items.x[v] = x;
    }
    yield;
    if (moved < 1) return;
  }
}
