/** Bars as one path: with more bars than pixels, one column per pixel that
 *  holds the tallest bar in it, so that no peak is lost. */

/** The tallest value of each pixel column: [x, value][]. */
export function tallest(values, from, to, width) {
  const columns = [];
  const step = (to - from) / width;
  for (let x = 0; x < width; x++) {
    const a = Math.max(0, Math.floor(from + x * step));
    const b = Math.min(values.length, Math.max(a + 1, Math.ceil(from + (x + 1) * step)));
    let top = 0;
    for (let i = a; i < b; i++) if (values[i] > top) top = values[i];
    if (top > 0) columns.push([x, top]);
  }
  return columns;
}

/** Pixels of one column when several layers share it. */
const COLUMN = 2;

/** Whether layers are too narrow to be drawn one by one. */
export const crowded = (frame) => frame.width / (frame.to - frame.from) < 1.5;

/** Paths of columns that hold several layers each: the largest value of a column, the
 *  mean of its layers, and what those with weights add to that mean. */
export function columnPaths(values, core, { from, to, width, y, bottom }) {
  const paths = { most: '', mean: '', core: '' };
  const columns = Math.floor(width / COLUMN);
  const step = (to - from) / columns;
  for (let c = 0; c < columns; c++) {
    const a = Math.max(0, Math.floor(from + c * step));
    const b = Math.min(values.length, Math.max(a + 1, Math.floor(from + (c + 1) * step)));
    const heights = { most: 0, mean: 0, core: 0 };
    for (let i = a; i < b; i++) {
      const v = values[i] > 0 ? values[i] : 0;
      heights.most = Math.max(heights.most, v);
      heights.mean += v / (b - a);
      if (core(i)) heights.core += v / (b - a);
    }
    for (const [key, v] of Object.entries(heights)) {
      if (v > 0) paths[key] += rect(c * COLUMN, COLUMN, Math.min(y(v), bottom - 1), bottom);
    }
  }
  return paths;
}

const r = (n) => Math.round(n * 10) / 10;

function rect(x, w, y, bottom) {
  return `M${r(x)} ${r(bottom)}V${r(y)}h${r(w)}V${r(bottom)}z`;
}

/** A bar is never wider than this many pixels. */
const WIDEST = 44;

/**
 * @param {number[]} values 0 or NaN draws nothing
 * @param {(i: number) => number} x left edge of bar i
 * @param {(v: number) => number} y
 */
export function barPath(values, { from, to, width, x, y, bottom }) {
  const pitch = width / (to - from);
  if (pitch < 1.5) {
    return tallest(values, from, to, Math.floor(width))
      .map(([px, v]) => rect(px, 1, Math.min(y(v), bottom - 1), bottom)).join('');
  }
  const gap = pitch > WIDEST ? pitch - WIDEST : pitch > 5 ? Math.min(3, pitch * 0.18)
    : pitch > 2.5 ? 0.5 : 0;
  let path = '';
  const last = Math.min(values.length, Math.ceil(to));
  for (let i = Math.max(0, Math.floor(from)); i < last; i++) {
    if (!(values[i] > 0)) continue;
    path += rect(x(i) + gap / 2, pitch - gap, Math.min(y(values[i]), bottom - 1), bottom);
  }
  return path;
}

/** Ticks at round numbers of the unit's base (1024 or 1000). */
export function niceTicks(max, base, count = 3) {
  if (!(max > 0)) return [0];
  const power = base ** Math.floor(Math.log(max) / Math.log(base) + 1e-9);
  const top = max / power;
  const rough = top / count;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * ten).find((s) => s >= rough) ?? rough;
  const ticks = [];
  for (let v = 0; v <= top * 1.0001; v += step) ticks.push(v * power);
  return ticks;
}

/** Powers of ten, or of 32 (half a KiB step), that span the data: three or so. */
export function logTicks(min, max, base) {
  const power = base === 1024 ? 32 : 10;
  const log = (v) => Math.log(v) / Math.log(power);
  const to = Math.floor(log(Math.max(power, max)) + 1e-9);
  const from = Math.floor(log(Math.max(1, min)));
  const step = Math.max(1, Math.ceil((to - from) / 3));
  const ticks = [];
  for (let e = to; e >= from; e -= step) ticks.unshift(power ** e);
  return ticks;
}
