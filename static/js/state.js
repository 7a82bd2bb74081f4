/** What a page shows, kept in the address: only what differs from its default
 *  is written, so that reload, back and links all give the same view. */

import { path, push, search, swap } from './address.js';

function parse(text, fallback) {
  if (typeof fallback === 'boolean') return text === '1';
  if (typeof fallback === 'number') return Number.isFinite(+text) ? +text : fallback;
  if (Array.isArray(fallback)) return text ? text.split(',') : [];
  return text;
}

function write(value) {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

/** The state that a query string means. */
export function decode(query, defaults) {
  const given = new URLSearchParams(query);
  const state = {};
  for (const [key, value] of Object.entries(defaults)) {
    state[key] = given.has(key) ? parse(given.get(key), value) : value;
  }
  return state;
}

/** The shortest query string for a state ('' when nothing differs). */
export function encode(state, defaults) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(defaults)) {
    if (write(state[key]) !== write(value)) query.set(key, write(state[key]));
  }
  const text = query.toString().replaceAll('%2C', ',');
  return text && `?${text}`;
}

/**
 * @param {object} defaults
 * @param {(state: object, changed: Set<string>) => void} changed
 */
export function pageState(defaults, changed) {
  let now = decode(search(), defaults);
  function differing(next) {
    return new Set(Object.keys(defaults).filter((k) => write(now[k]) !== write(next[k])));
  }
  function adopt(next) {
    const keys = differing(next);
    now = next;
    if (keys.size) changed(now, keys);
    return keys.size > 0;
  }
  return {
    get: () => now,
    /** `step` makes it a place that the back button returns to. */
    set(patch, { step = false } = {}) {
      const next = { ...now, ...patch };
      if (!differing(next).size) return;
      const url = path() + encode(next, defaults);
      if (step) push(url);
      else swap(url);
      adopt(next);
    },
    /** After the back button. */
    reread: () => adopt(decode(search(), defaults)),
    query: () => encode(now, defaults),
  };
}
