/** Which layers stand as one box: the document's stages and blocks, folded or open. */

/** More boxes than this are not legible at once. */
const LEGIBLE = 100;
/** More layers than this are never drawn one by one at once. */
export const MOST = 8000;
/** An open group of more layers shows the blocks in it first. */
const CROWD = 60;

export const keyOf = ({ first, last }) => `${first}-${last}`;

/** Equal runs, for what has no structure of its own. */
function runs(first, last) {
  const size = Math.ceil((last - first + 1) / 40), list = [];
  for (let a = first; a <= last; a += size) {
    const b = Math.min(last, a + size - 1);
    list.push({ first: a, last: b, name: `layers ${a}–${b}`, repeats: 1 });
  }
  return list;
}

/** A layer and the split behind it are no block to fold. */
function several(model, { first, last }) {
  let count = 0;
  for (let i = first; i <= last && count < 2; i++) count += model.rows[i].inserted ? 0 : 1;
  return count > 1;
}

export function groupsOf(model, by) {
  if (by === 'runs') return runs(0, model.rows.length - 1);
  return (model.doc.blocks?.[by] ?? []).filter((b) => several(model, b));
}

/** What a group that is opened shows: [] for its layers. */
function within(model, group) {
  const count = group.last - group.first + 1;
  if (count <= CROWD) return [];
  const inside = groupsOf(model, 'block').filter((b) => b.first >= group.first
    && b.last <= group.last && keyOf(b) !== keyOf(group));
  if (inside.length > 1) return inside;
  return count > MOST / 4 ? runs(group.first, group.last) : [];
}

/** Layers and folded groups between `first` and `last`, in order. */
function list(model, groups, open, first, last, out) {
  let i = first;
  for (const group of groups) {
    for (; i < group.first; i++) out.push({ first: i, last: i, group: null });
    if (!open.has(keyOf(group))) out.push({ ...group, group });
    else list(model, within(model, group), open, group.first, group.last, out);
    i = group.last + 1;
  }
  for (; i <= last; i++) out.push({ first: i, last: i, group: null });
  return out;
}

/**
 * @param {string} by 'none', 'stage', 'block', 'structure' or 'runs'
 * @param {string[]} open keys of groups
 * @return {{first, last, group: object|null}[]} every layer in exactly one
 */
export function units(model, by, open) {
  return list(model, groupsOf(model, by), new Set(open), 0, model.rows.length - 1, []);
}

/** Boxes that a grouping makes; layers in place and splits have none of their own. */
function boxes(model, by) {
  return units(model, by, []).filter(({ first, group }) => group
    || !(model.rows[first].inPlace || model.rows[first].inserted)).length;
}

/** Groupings that may be legible, the finest first; at least one. */
export function legible(model) {
  const list = [];
  for (const by of ['none', 'block', 'stage']) {
    const count = boxes(model, by), last = list[list.length - 1];
    if (!last || count < last.count) list.push({ by, count });
  }
  const fit = list.filter(({ count }) => count <= LEGIBLE);
  if (fit.length) return fit.map(({ by }) => by);
  const { by, count } = list[list.length - 1];
  return [count > LEGIBLE * 15 ? 'runs' : by];
}

/** The groups, from the outermost, that have to be open for a layer to be seen. */
export function groupsAround(model, by, layer) {
  const found = [];
  let groups = groupsOf(model, by);
  for (;;) {
    const group = groups.find((g) => g.first <= layer && layer <= g.last);
    if (!group) return found;
    found.push(group);
    groups = within(model, group);
  }
}
