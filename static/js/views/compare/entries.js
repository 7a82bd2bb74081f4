/** One network of a comparison in the address: ID, or ID~phase=TRAIN~batch=1. */

export function decodeEntry(text) {
  const [id, ...rest] = text.split('~');
  const options = {};
  for (const part of rest) {
    const at = part.indexOf('=');
    const key = part.slice(0, at), value = part.slice(at + 1);
    if (at > 0) options[key] = key in options ? [options[key], value].flat() : value;
  }
  return { id, options };
}

export function encodeEntry({ id, options }) {
  const parts = Object.entries(options ?? {}).flatMap(([k, v]) => [v].flat().map((one) => `${k}=${one}`));
  return [id, ...parts].join('~');
}

/** A, B, C … */
export const letter = (i) => String.fromCharCode(65 + i);

export function optionWords(options) {
  return Object.entries(options ?? {}).map(([k, v]) => (k === 'phase' ? v : `${k} ${v}`)).join(', ');
}
