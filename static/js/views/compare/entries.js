/** One network of a comparison in the address: ID, or ID~phase=TRAIN~batch=1. */

export function decodeEntry(text) {
  const [id, ...rest] = text.split('~');
  const options = Object.fromEntries(rest.map((part) => part.split('=')).filter((p) => p.length === 2));
  return { id, options };
}

export function encodeEntry({ id, options }) {
  return [id, ...Object.entries(options ?? {}).map(([k, v]) => `${k}=${v}`)].join('~');
}

/** A, B, C … */
export const letter = (i) => String.fromCharCode(65 + i);

export function optionWords(options) {
  return Object.entries(options ?? {}).map(([k, v]) => (k === 'phase' ? v : `${k} ${v}`)).join(', ');
}
