/** The order of boxes within their ranks, with few crossings: sweeps by barycentre that
 *  keep the best order seen.  Nets that span several ranks get a place in each. */

/** Places that nets may take; the longest go without beyond it. */
const MOST_PLACES = 60000;
/** Steps that all sweeps together may take. */
const WORK = 3e6;
/** Edges of a graph that is small enough to try neighbours by turns. */
const FEW = 4000;
const PLACE_WIDTH = 12;

/** Up to how many ranks away readers are reached by places, so that there are never too
 *  many of them. */
function longest(nets, rank) {
  const spans = nets.map((net) => net.to.reduce((m, t) => Math.max(m, rank[t] - rank[net.from]), 0))
    .sort((a, b) => a - b);
  let before = 0;
  for (let i = 0; i < spans.length; i++) {
    if (before + spans[i] * (spans.length - i) > MOST_PLACES) {
      return Math.max(1, Math.floor((MOST_PLACES - before) / (spans.length - i)));
    }
    before += spans[i];
  }
  return Infinity;
}

/**
 * Boxes, and the places of nets between them, as items with their neighbours above
 * and below.
 * @return {{rank: number[], net: number[], up: number[][], down: number[][],
 *   width: number[], ranks: number[][]}}
 */
export function toItems({ nodes, nets }, rank) {
  const items = { count: nodes.length, rank: [...rank], width: nodes.map((n) => n.width),
    net: nodes.map(() => -1), up: nodes.map(() => []), down: nodes.map(() => []), ranks: [] };
  const join = (a, b) => { items.down[a].push(b); items.up[b].push(a); };
  const limit = longest(nets, rank);
  items.loose = limit < Infinity;
  for (const net of nets) {
    const to = [...net.to].sort((a, b) => rank[a] - rank[b] || a - b);
    net.places = [];
    let above = net.from;
    for (const reader of to) {
      if (rank[reader] - rank[net.from] > limit) break;
      for (let r = items.rank[above] + 1; r < rank[reader]; r++) {
        const place = items.rank.push(r) - 1;
        items.width.push(PLACE_WIDTH);
        items.net.push(net.index);
        items.up.push([]);
        items.down.push([]);
        net.places.push(place);
        join(above, place);
        above = place;
      }
      join(above, reader);
    }
  }
  return items;
}

/** Depth first from the sources: what belongs together starts side by side. */
function firstOrder(items) {
  const { rank, up, down } = items;
  const ranks = Array.from({ length: rank.reduce((m, r) => Math.max(m, r), -1) + 1 }, () => []);
  const seen = new Uint8Array(rank.length);
  for (let source = 0; source < rank.length; source++) {
    if (up[source].length) continue;
    const stack = [source];
    while (stack.length) {
      const v = stack.pop();
      if (seen[v]) continue;
      seen[v] = 1;
      ranks[rank[v]].push(v);
      for (let i = down[v].length - 1; i >= 0; i--) stack.push(down[v][i]);
    }
  }
  return ranks;
}

function places(ranks, count) {
  const at = new Int32Array(count);
  for (const row of ranks) row.forEach((v, i) => { at[v] = i; });
  return at;
}

/** Crossings between two ranks: inversions, counted in a tree of sums. */
function crossingsBelow(row, down, at, width) {
  let size = 1, sum = 0;
  while (size < width) size *= 2;
  const tree = new Int32Array(2 * size);
  for (const v of row) {
    const ends = down[v].map((w) => at[w]).sort((a, b) => a - b);
    for (const end of ends) {
      for (let i = end + size; i > 1; i >>= 1) if (!(i & 1)) sum += tree[i + 1];
    }
    for (const end of ends) for (let i = end + size; i >= 1; i >>= 1) tree[i] += 1;
  }
  return sum;
}

export function crossings(ranks, items) {
  const at = places(ranks, items.rank.length);
  let sum = 0;
  for (let r = 0; r + 1 < ranks.length; r++) {
    if (ranks[r].length > 1 || ranks[r + 1].length > 1) {
      sum += crossingsBelow(ranks[r], items.down, at, ranks[r + 1].length);
    }
  }
  return sum;
}

/** One rank by the mean place of its neighbours; what has none stays where it is.  Equals
 *  keep their order, or change it, which leads out of many a dead end. */
function sortRank(row, near, at, swap) {
  if (row.length < 2) return;
  const mean = new Map();
  for (const v of row) {
    const list = near[v];
    mean.set(v, list.length ? list.reduce((s, w) => s + at[w], 0) / list.length : at[v]);
  }
  row.sort((a, b) => mean.get(a) - mean.get(b) || (swap ? at[b] - at[a] : at[a] - at[b]));
  row.forEach((v, i) => { at[v] = i; });
}

function sweep(ranks, items, downwards, swap) {
  const at = places(ranks, items.rank.length);
  for (let i = 1; i < ranks.length; i++) {
    const r = downwards ? i : ranks.length - 1 - i;
    sortRank(ranks[r], downwards ? items.up : items.down, at, swap);
  }
}

/** Crossings of the edges of v with those of w, standing in this order. */
function between(v, w, near, at) {
  let sum = 0;
  for (const a of near[v]) for (const b of near[w]) if (at[a] > at[b]) sum += 1;
  return sum;
}

/** Neighbours change places where that takes crossings away. */
function exchange(ranks, items) {
  const at = places(ranks, items.rank.length);
  let better = false;
  for (const row of ranks) {
    for (let i = 0; i + 1 < row.length; i++) {
      const v = row[i], w = row[i + 1];
      const now = between(v, w, items.up, at) + between(v, w, items.down, at);
      if (!now || between(w, v, items.up, at) + between(w, v, items.down, at) >= now) continue;
      [row[i], row[i + 1], at[v], at[w]] = [w, v, i + 1, i];
      better = true;
    }
  }
  return better;
}

/** Sets items.ranks; yields between sweeps. */
export function* order(items) {
  const ranks = firstOrder(items);
  let best = ranks.map((row) => [...row]), least = crossings(ranks, items);
  const steps = items.down.reduce((s, list) => s + list.length, 1);
  const sweeps = Math.max(2, Math.min(24, Math.floor(WORK / steps / 4)));
  const thorough = steps < FEW;
  for (let i = 0, idle = 0; i < sweeps && idle < 8 && least > 0; i++) {
    sweep(ranks, items, i % 2 === 0, i % 4 > 1);
    for (let round = 0; thorough && round < 4 && exchange(ranks, items);) round += 1;
    const now = crossings(ranks, items);
    idle = now < least ? 0 : idle + 1;
    if (now < least) [least, best] = [now, ranks.map((row) => [...row])];
    yield;
  }
  items.ranks = best;
  items.crossings = least;
}
