/** One network of a comparison in the address: ID, or ID~phase=TRAIN~batch=1.  What
 *  parts them (a rule has commas) is written otherwise. */

import { beyond, complete } from '../../options.js';

const ESCAPES = { '!': '!!', ',': '!c', '~': '!t' };
const coded = (v) => encodeURIComponent(String(v).replace(/[!,~]/g, (c) => ESCAPES[c]));
const plain = (v) => v.replace(/!([!ct])/g, (_, c) => ({ '!': '!', c: ',', t: '~' })[c]);

export function decodeEntry(text) {
  const [id, ...rest] = text.split('~');
  const options = {};
  for (const part of rest) {
    const at = part.indexOf('=');
    const key = part.slice(0, at), value = part.slice(at + 1);
    if (at > 0) options[key] = key in options ? [options[key], plain(value)].flat() : plain(value);
  }
  return { id, options };
}

export function encodeEntry({ id, options }) {
  const parts = Object.entries(options ?? {})
    .flatMap(([k, v]) => [v].flat().map((one) => `${k}=${coded(one)}`));
  return [id, ...parts].join('~');
}

/** Options as a network's page has them in its address. */
export function intoQuery(query, options) {
  for (const [key, value] of Object.entries(options ?? {})) {
    query.set(key, [value].flat().join(key === 'rule' ? '\n' : ','));
  }
  return query;
}

/** Where one network of a comparison is shown alone, with the same figures. */
export function pageOf({ id, options, defaults }) {
  const query = intoQuery(new URLSearchParams(),
    complete(options) ? beyond(options, defaults) : options);
  return `/n/${id}${query.size ? `?${query}` : ''}`;
}

/** A, B, C … */
export const letter = (i) => String.fromCharCode(65 + i);

/** `defaults` only says that these are all. */
export function optionWords(options) {
  const said = Object.entries(options ?? {}).filter(([k]) => k !== 'defaults');
  return said.flatMap(([k, v]) => (k === 'phase' ? v : [v].flat().map((one) => `${k} ${one}`)))
    .join(', ');
}
