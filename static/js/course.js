/** Networks with few layers in common, side by side: each is cut into as many parts,
 *  from its first layer to its last. */

const PARTS = 40;

function sum(rows, value) {
  const known = rows.map(value).filter((v) => v !== null && v !== undefined);
  return known.length ? String(known.reduce((a, v) => a + BigInt(v), 0n)) : null;
}

function most(rows, value) {
  return rows.map(value).reduce((a, v) => (a === null || Number(v) > Number(a) ? v : a), null);
}

/** Neighbouring layers as one: what they hold together, what is alive at most. */
function together(rows) {
  const first = rows[0].name, last = rows[rows.length - 1].name;
  return { name: first === last ? first : `${first} … ${last}`,
    params: sum(rows, (r) => r.params), macs: sum(rows, (r) => r.macs),
    memory: { caffe: sum(rows, (r) => r.memory.caffe), blobs: sum(rows, (r) => r.memory.blobs),
      live: most(rows, (r) => r.memory.live) } };
}

/** @param {object[][]} lists rows of each network
 *  @returns slots as align() makes them: {index, name, type, core, cells} */
export function course(lists, parts = PARTS) {
  const count = Math.min(parts, Math.max(...lists.map((rows) => rows.length)));
  const percent = (i) => Math.round(i / count * 100);
  return Array.from({ length: count }, (_, i) => ({
    index: i, name: `${percent(i)} to ${percent(i + 1)} %`, type: 'of the way', core: true,
    cells: lists.map((rows) => {
      const part = rows.slice(Math.floor(i * rows.length / count),
        Math.floor((i + 1) * rows.length / count));
      return part.length ? together(part) : null;
    }),
  }));
}

/** Tenths of the way, for the axis: {from, to, label}. */
export function tenths(count) {
  return Array.from({ length: 10 },
    (_, t) => ({ from: Math.round(t * count / 10), to: Math.round((t + 1) * count / 10),
    label: `${t * 10} %` })).filter((s) => s.to > s.from);
}

/** Whether so few layers have counterparts everywhere that bars cannot be compared one by one. */
export const unlike = (slots) => slots.filter((s) => s.cells.every(Boolean))
  .length < slots.length / 4;
