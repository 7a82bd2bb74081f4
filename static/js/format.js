/** Numbers into words.  The API gives integers above 2^53 as strings: every
 *  function here takes a number, such a string, or null (unknown). */

const BINARY = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const DECIMAL = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
const SI = ['', ' k', ' M', ' G', ' T', ' P', ' E'];

/** For scales and shares: close enough is enough. */
export function num(x) {
  return x === null || x === undefined ? NaN : Number(x);
}

/** Every digit, in groups of three: 60,965,224. */
export function integer(x) {
  if (x === null || x === undefined) return '?';
  const [, sign, digits] = /^(-?)(\d+)/.exec(typeof x === 'number' ? exact(x) : x) ?? [];
  if (digits === undefined) return String(x);
  return (sign ? '−' : '') + digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

function exact(x) {
  return Number.isFinite(x) ? BigInt(Math.round(x)).toString() : String(x);
}

/** Three significant digits, never more than four characters. */
function three(x) {
  if (x >= 1000) return integer(Math.round(x));
  return x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2);
}

function scaled(x, base, units) {
  const size = Math.abs(x);
  let i = 0;
  while (i < units.length - 1 && size >= base ** (i + 1) * 0.9995) i += 1;
  const value = i ? three(size / base ** i) : Number.isInteger(size) ? String(size) : three(size);
  return { value: (x < 0 ? '−' : '') + value, unit: units[i] };
}

/** 61.0 M */
export function short(x) {
  const v = num(x);
  if (Number.isNaN(v)) return '?';
  const { value, unit } = scaled(v, 1000, SI);
  return value + unit;
}

/** A size as {value, unit}; units is 'MiB' (powers of two) or 'MB'. */
export function sizeParts(x, units = 'MiB') {
  const v = num(x);
  if (Number.isNaN(v)) return { value: '?', unit: '' };
  return units === 'MB' ? scaled(v, 1000, DECIMAL) : scaled(v, 1024, BINARY);
}

export function size(x, units) {
  const { value, unit } = sizeParts(x, units);
  return unit ? `${value} ${unit}` : value;
}

/** 0.1234 -> 12.3 % */
export function percent(share) {
  if (!Number.isFinite(share)) return '';
  if (share > 0 && share < 0.0005) return '';
  return `${(share * 100).toFixed(share >= 0.9995 ? 0 : 1)} %`;
}

/** [10, 3, 227, 227] -> 10 × 3 × 227 × 227; a scalar has no axes. */
export function shape(dims) {
  if (!dims) return 'unknown';
  return dims.length ? dims.map((d) => (d < 0 ? '?' : d)).join(' × ') : 'scalar';
}

/** b against a: +12 %, ×3.4, −50 %. */
export function ratio(a, b) {
  const x = num(a), y = num(b);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return '';
  if (x === y) return 'same';
  if (x === 0) return 'new';
  const r = y / x;
  if (r >= 2 || r <= 0.5) return r >= 1 ? `×${three(r)}` : `÷${r ? three(1 / r) : '∞'}`;
  return `${r > 1 ? '+' : '−'}${(Math.abs(r - 1) * 100).toFixed(1)} %`;
}

/** The exact difference b − a, signed; whole numbers of any size. */
export function difference(a, b) {
  if (a === null || b === null || a === undefined || b === undefined) return null;
  return BigInt(b) - BigInt(a);
}

export function signed(big, words = integer) {
  if (big === null) return '';
  if (big === 0n) return '±0';
  const text = words(String(big < 0n ? -big : big));
  return (big < 0n ? '−' : '+') + text;
}

export function plural(n, one, many = `${one}s`) {
  return `${integer(n)} ${Number(n) === 1 ? one : many}`;
}

export function date(ms) {
  return new Date(ms).toLocaleDateString(undefined,
    { year: 'numeric', month: 'short', day: 'numeric' });
}
