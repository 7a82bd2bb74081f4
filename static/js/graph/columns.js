/** A long network in columns, as a newspaper sets a long text: broken where a single blob
 *  goes on, or where that is nowhere, few of them; their lines lead from the foot of a
 *  column to the head of the next. */

export const GUTTER = 64;
/** The scale beyond which a small network is not blown up. */
export const LARGEST = 1.15;
const MOST_COLUMNS = 60;

/** Nets that go on at once where a column ends, at most. */
const MOST_LANES = 3;
/** By how much larger the whole has to become for more than one. */
const WORTH = 1.3;
/** The part of the view that is filled well enough. */
const FULL = 0.6;

/** The nets that lead from each rank to the next. */
function onward(graph, items) {
  return items.ranks.map((row) => {
    const nets = new Set();
    for (const v of row) {
      if (!items.down[v].length) continue;
      if (items.net[v] >= 0) nets.add(items.net[v]);
      else for (const net of graph.nodes[v].outputs) if (net.to.length) nets.add(net.index);
    }
    return nets;
  });
}

/** Left and right edge of each rank. */
function edges(items) {
  return items.ranks.map((row) => row.reduce(([a, b], v) =>
    [Math.min(a, items.x[v] - items.width[v] / 2), Math.max(b, items.x[v] + items.width[v] / 2)],
  [Infinity, -Infinity]));
}

/** Columns of at most this height, where there is a place to break: {first, last, from, to}. */
function split(rows, height, lanes) {
  const columns = [];
  let first = 0, cut = -1;
  const close = (last) => {
    let from = Infinity, to = -Infinity;
    for (let r = first; r <= last; r++) {
      from = Math.min(from, rows[r].from);
      to = Math.max(to, rows[r].to);
    }
    columns.push({ first, last, from, to });
    first = last + 1;
  };
  rows.forEach((row, r) => {
    if (row.bottom - rows[first].top > height && cut >= first) close(cut);
    if (row.lanes <= lanes) cut = r;
  });
  if (first < rows.length) close(rows.length - 1);
  return columns;
}

const extent = (columns, rows) => ({
  width: columns.reduce((w, c) => w + c.to - c.from, GUTTER * (columns.length - 1)),
  height: Math.max(0, ...columns.map((c) => rows[c.last].bottom - rows[c.first].top)),
});

/** The same number of columns, with as little as possible left over for the last. */
function even(rows, best, lanes) {
  if (best.columns.length < 2) return best;
  let { columns } = best;
  for (let i = 1, most = best.most; i < 40; i++, most *= 0.97) {
    const next = split(rows, most, lanes);
    if (next.length !== columns.length) break;
    columns = next;
  }
  return { ...best, columns };
}

/** As many columns as make the whole largest in the view, and no more than that takes. */
function largest(rows, view, lanes) {
  const total = rows.length ? rows[rows.length - 1].bottom - rows[0].top : 0;
  let best = { columns: [], scale: 0 };
  const heights = [Infinity];
  const most = Math.min(MOST_COLUMNS, rows.length);
  for (let n = 2; n <= most; n = Math.max(n + 1, Math.floor(n * 1.1))) {
    for (const slack of [1.02, 1.1, 1.25]) heights.push(total / n * slack);
  }
  for (const most of heights) {
    const columns = split(rows, most, lanes), { width, height } = extent(columns, rows);
    const scale = Math.min(LARGEST, view.width / width, view.height / height);
    if (scale > best.scale * 1.02) best = { columns, scale, most };
  }
  return even(rows, best, lanes);
}

function choose(rows, view, loose) {
  if (loose) return split(rows, Infinity, 0);
  const one = largest(rows, view, 1), { width, height } = extent(one.columns, rows);
  const filled = width * height * one.scale ** 2 / (view.width * view.height);
  if (one.scale === LARGEST || filled > FULL) return one.columns;
  const more = largest(rows, view, MOST_LANES);
  return (more.scale > one.scale * WORTH ? more : one).columns;
}

/**
 * @param {{top: number, bottom: number}[]} heights of the ranks, one below the other
 * @param {{width: number, height: number}} view what the whole is looked at in
 * @return {{columns: object[], dx: Float64Array, dy: Float64Array, of: Int32Array,
 *   nets: Set<number>[], width: number, height: number}} how far each rank moves, its
 *   column, and the nets that lead on from it
 */
export function toColumns(graph, items, heights, view) {
  const sides = edges(items), nets = onward(graph, items);
  const rows = heights.map(({ top, bottom }, r) => ({ top, bottom, from: sides[r][0],
    to: sides[r][1], lanes: nets[r].size }));
  const columns = choose(rows, view, items.loose);
  const dx = new Float64Array(rows.length), dy = new Float64Array(rows.length);
  const of = new Int32Array(rows.length);
  let left = 0;
  columns.forEach((column, c) => {
    column.left = left;
    for (let r = column.first; r <= column.last; r++) {
      dx[r] = left - column.from;
      dy[r] = -rows[column.first].top;
      of[r] = c;
    }
    left += column.to - column.from + GUTTER;
  });
  return { columns, dx, dy, of, nets, ...extent(columns, rows) };
}
