/** Which layers of several networks stand beside one another: first those of
 *  one name in one order, then, between them, layers of one type. */

/** Beyond so many cells (a few ten ms) the best pairing is not sought. */
const DP_CELLS = 4e6;
const AHEAD = 60;

/** The longest increasing run of pairs [a, b], a already increasing. */
export function increasing(pairs) {
  const tails = [], back = new Array(pairs.length).fill(-1);
  pairs.forEach(([, b], i) => {
    let lo = 0, hi = tails.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (pairs[tails[mid]][1] < b) lo = mid + 1; else hi = mid;
    }
    if (lo > 0) back[i] = tails[lo - 1];
    tails[lo] = i;
  });
  const run = [];
  for (let i = tails.length ? tails[tails.length - 1] : -1; i >= 0; i = back[i]) run.push(pairs[i]);
  return run.reverse();
}

function byName(a, b) {
  const where = new Map();
  b.forEach((row, i) => { if (!where.has(row.name)) where.set(row.name, i); });
  const pairs = [];
  a.forEach((row, i) => { if (where.has(row.name)) pairs.push([i, where.get(row.name)]); });
  return increasing(pairs);
}

/** Two blocks of layers may stand for one another, whatever is in them. */
const kindOf = (row) => (row.inside ? 'block' : row.type);

/** How well two layers of a gap fit: one type, better with stage or shape too. */
function fit(a, b) {
  if (kindOf(a) !== kindOf(b)) return 0;
  return 4 + (a.stage === b.stage ? 2 : 0) + (a.shape === b.shape ? 1 : 0);
}

/** A good pairing of two very long runs: the nearest layer that fits. */
function pairNearest(a, b) {
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    let [di, dj] = [-1, -1];
    for (let d = 0; d <= AHEAD && di < 0; d++) {
      if (i + d < a.length && fit(a[i + d], b[j])) [di, dj] = [d, 0];
      else if (j + d < b.length && fit(a[i], b[j + d])) [di, dj] = [0, d];
    }
    if (di < 0) { i += 1; j += 1; continue; }
    pairs.push([i + di, j + dj]);
    i += di + 1;
    j += dj + 1;
  }
  return pairs;
}

/** The best order-keeping pairing of two runs (dynamic programming). */
function pairGap(a, b) {
  const n = a.length, m = b.length;
  if (!n || !m) return [];
  if (n * m > DP_CELLS) return pairNearest(a, b);
  const best = Array.from({ length: n + 1 }, () => new Int32Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const f = fit(a[i], b[j]);
      best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], f ? f + best[i + 1][j + 1] : 0);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < n && j < m;) {
    const f = fit(a[i], b[j]);
    if (f && best[i][j] === f + best[i + 1][j + 1]) pairs.push([i++, j++]);
    else if (best[i][j] === best[i + 1][j]) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Pairs [index in a, index in b], both increasing. */
export function alignTwo(a, b) {
  const anchors = [...byName(a, b), [a.length, b.length]];
  const pairs = [];
  let i = 0, j = 0;
  for (const [x, y] of anchors) {
    for (const [p, q] of pairGap(a.slice(i, x), b.slice(j, y))) pairs.push([i + p, j + q]);
    if (x < a.length) pairs.push([x, y]);
    i = x + 1;
    j = y + 1;
  }
  return pairs;
}

function merge(slots, rows, k, width) {
  const pairs = alignTwo(slots.map((s) => s.lead), rows);
  const merged = [];
  let i = 0, j = 0;
  const alone = (row) => {
    const slot = { lead: row, cells: new Array(width).fill(null) };
    slot.cells[k] = row;
    merged.push(slot);
  };
  for (const [x, y] of [...pairs, [slots.length, rows.length]]) {
    while (i < x) merged.push(slots[i++]);
    while (j < y) alone(rows[j++]);
    if (x < slots.length) {
      slots[x].cells[k] = rows[y];
      merged.push(slots[x]);
      i += 1;
      j += 1;
    }
  }
  return merged;
}

/** Of blocks all layers are. */
function sameRow(a, b) {
  return b.type === a.type && b.shape === a.shape
    && String(b.params) === String(a.params) && String(b.macs) === String(a.macs)
    && String(b.memory.caffe) === String(a.memory.caffe)
    && (!a.inside || a.inside.every((row, i) => sameRow(row, b.inside[i])));
}

const sameCells = (cells) => cells.every((c) => c && sameRow(cells[0], c));

/**
 * @param {object[][]} lists rows of each network, or blocks of them
 * @param {number} baseline whose order leads
 * @returns slots: {index, name, type, core, stage, cells: (row|null)[], status}
 */
export function align(lists, baseline = 0) {
  let slots = lists[baseline].map((lead) => {
    const cells = new Array(lists.length).fill(null);
    cells[baseline] = lead;
    return { lead, cells };
  });
  lists.forEach((rows, k) => { if (k !== baseline) slots = merge(slots, rows, k, lists.length); });
  return slots.map(({ lead, cells }, index) => ({ index, name: lead.name, type: lead.type,
    core: lead.core, stage: lead.stage, shape: lead.shape, cells,
    status: cells.some((c) => !c) ? 'only' : sameCells(cells) ? 'same' : 'changed' }));
}
