/** How far to the right each item stands: Brandes and Köpf, "Fast and Simple Horizontal
 *  Coordinate Assignment" (2001).  Items that follow one another stand under one another:
 *  four alignments, to the upper and lower neighbours, from the left and from the right,
 *  and of the four places of an item the mean of the two in the middle. */

const GAP = 22;
const PLACE_GAP = 10;

/** Between the middles of neighbours. */
export const apart = (items, a, b) => (items.width[a] + items.width[b]) / 2
  + (items.net[a] >= 0 && items.net[b] >= 0 ? PLACE_GAP : GAP);

/** Long nets are to be straight: an edge that crosses one between two of its places
 *  gives way.  Keys of such edges, as upper * count + lower. */
function conflicts(items, ranks) {
  const found = new Set(), count = items.rank.length;
  const at = new Int32Array(count);
  for (const row of ranks) row.forEach((v, i) => { at[v] = i; });
  const inner = (v) => (items.net[v] >= 0 ? items.up[v].find((u) => items.net[u] >= 0) : undefined);
  for (let r = 1; r < ranks.length; r++) {
    let from = 0, done = 0;
    ranks[r].forEach((v, i) => {
      const above = inner(v), last = i === ranks[r].length - 1;
      if (above === undefined && !last) return;
      const to = above === undefined ? ranks[r - 1].length - 1 : at[above];
      for (; done <= i; done++) {
        const w = ranks[r][done];
        for (const u of items.up[w]) {
          const both = items.net[u] >= 0 && items.net[w] >= 0;
          if ((at[u] < from || at[u] > to) && !both) found.add(u * count + w);
        }
      }
      from = to;
    });
  }
  return found;
}

/** Chains of items under one another, each by its first. */
function align(items, ranks, near, upward, crossed) {
  const count = items.rank.length;
  const root = Int32Array.from({ length: count }, (_, i) => i), next = root.slice();
  const at = new Int32Array(count);
  for (const row of ranks) row.forEach((v, i) => { at[v] = i; });
  for (const row of ranks) {
    let taken = -1;
    for (const v of row) {
      const list = [...near[v]].sort((a, b) => at[a] - at[b]);
      const middle = (list.length - 1) / 2;
      for (let i = Math.floor(middle); i <= Math.ceil(middle) && list.length; i++) {
        const w = list[i];
        const key = upward ? w * count + v : v * count + w;
        if (next[v] !== v || taken >= at[w] || crossed.has(key)) continue;
        next[w] = v;
        root[v] = root[w];
        next[v] = root[w];
        taken = at[w];
      }
    }
  }
  return root;
}

/** Chains in an order in which each stands after those to its left. */
function sorted(count, root, right, waiting) {
  const queue = [];
  for (let v = 0; v < count; v++) if (root[v] === v && !waiting[v]) queue.push(v);
  for (let i = 0; i < queue.length; i++) {
    for (const { to } of right[queue[i]] ?? []) if (--waiting[to] === 0) queue.push(to);
  }
  return queue;
}

/** As far to the left as neighbours let a chain stand, then as near to the right. */
function compact(items, ranks, root) {
  const count = items.rank.length;
  const right = [], waiting = new Int32Array(count), x = new Float64Array(count);
  for (const row of ranks) {
    for (let i = 1; i < row.length; i++) {
      const from = root[row[i - 1]], to = root[row[i]];
      (right[from] ??= []).push({ to, least: apart(items, row[i - 1], row[i]) });
      waiting[to] += 1;
    }
  }
  const queue = sorted(count, root, right, waiting);
  for (const v of queue) {
    for (const { to, least } of right[v] ?? []) x[to] = Math.max(x[to], x[v] + least);
  }
  for (let i = queue.length - 1; i >= 0; i--) {
    let room = Infinity;
    for (const { to, least } of right[queue[i]] ?? []) room = Math.min(room, x[to] - least);
    if (room < Infinity) x[queue[i]] = Math.max(x[queue[i]], room);
  }
  for (let v = 0; v < count; v++) x[v] = x[root[v]];
  return x;
}

function bounds(items, x) {
  let from = Infinity, to = -Infinity;
  for (let v = 0; v < x.length; v++) {
    from = Math.min(from, x[v] - items.width[v] / 2);
    to = Math.max(to, x[v] + items.width[v] / 2);
  }
  return { from, to };
}

/** One of the four: to which neighbours, and from which side. */
function alignment(items, crossed, upward, mirrored) {
  let ranks = upward ? items.ranks : [...items.ranks].reverse();
  if (mirrored) ranks = ranks.map((row) => [...row].reverse());
  const root = align(items, ranks, upward ? items.up : items.down, upward, crossed);
  const x = compact(items, ranks, root);
  return mirrored ? x.map((v) => -v) : x;
}

/** Sets items.x, the middles, the leftmost edge at 0; yields between alignments. */
export function* position(items) {
  const crossed = conflicts(items, items.ranks);
  const four = [];
  for (const [upward, mirrored] of [[true, false], [true, true], [false, false], [false, true]]) {
    four.push({ mirrored, x: alignment(items, crossed, upward, mirrored) });
    yield;
  }
  for (const one of four) Object.assign(one, bounds(items, one.x));
  const narrow = four.reduce((a, b) => (b.to - b.from < a.to - a.from ? b : a));
  for (const { mirrored, x, from, to } of four) {
    const shift = mirrored ? narrow.to - to : narrow.from - from;
    for (let v = 0; v < x.length; v++) x[v] += shift;
  }
  const middle = Float64Array.from(items.rank, (_, v) => {
    const places = four.map(({ x }) => x[v]).sort((a, b) => a - b);
    return (places[1] + places[2]) / 2;
  });
  const { from } = bounds(items, middle);
  items.x = middle.map((v) => v - (items.rank.length ? from : 0));
}
