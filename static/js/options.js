/** Options of an analysis: what is kept for a network, and what is asked on top of it. */

const list = (v) => (v === undefined ? [] : [v].flat());

/** Lists that grow: the server takes the later one of two for the same subject. */
const GROWING = ['input', 'rule'];

/** All that is asked, when `given` is asked of a network that keeps `own`. */
export function onTop(own, given) {
  const all = { ...own, ...given };
  for (const key of GROWING) {
    const both = [...new Set([...list(own?.[key]), ...list(given?.[key])])];
    if (both.length) all[key] = both;
  }
  return all;
}

/** What is to be asked on top of `own` for a view with complete options; these themselves
 *  where `own` says something that they do not. */
export function beyond(options, own = {}) {
  const rest = { ...options };
  delete rest.defaults;
  for (const [key, value] of Object.entries(own)) {
    const mine = list(value).map(String), asked = list(options[key]).map(String);
    if (!asked.length || (GROWING.includes(key) && !mine.every((v) => asked.includes(v)))) {
      return options;
    }
    rest[key] = GROWING.includes(key) ? asked.filter((v) => !mine.includes(v)) : rest[key];
    if (spelling({ key: rest[key] }) === spelling({ key: value }) || !list(rest[key]).length) {
      delete rest[key];
    }
  }
  return rest;
}

/** One spelling for one question; `standard` are values that say nothing, and `defaults`
 *  is no part of it. */
export function spelling(options, standard = {}) {
  const said = Object.entries(options ?? {})
    .map(([k, v]) => [k, list(v).map(String).filter(Boolean)])
    .filter(([k, v]) => k !== 'defaults' && v.length && !(v.length === 1 && v[0] === standard[k]));
  return JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether they are all: nothing that is kept for the network counts. */
export const complete = (options) => options?.defaults === '0';
