/** A network's own options: what the server keeps of the answers. */

import { api } from '../../../api.js';

const list = (v) => (v === undefined ? [] : [v].flat());

/** "data=1x3x8x8" -> ['data', '1x3x8x8'] */
export function splitInput(text) {
  const at = text.lastIndexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** The options with the shape of one input; '' forgets it. */
export function withInput(options, top, shape) {
  const rest = list(options.input).filter((i) => splitInput(i)[0] !== top);
  return { ...options, input: shape ? [...rest, `${top}=${shape}`] : rest };
}

/** What a rule speaks of: its text up to the colon. */
export function subject(rule) {
  const found = /^((?:(?:layer|python)\s+)?(?:"(?:[^"\\]|\\.)*"|[^\s:"]+))\s*:/.exec(rule.trim());
  return found?.[1] ?? '';
}

/** The options with one rule more, in place of the one for the same subject. */
export function withRule(options, rule) {
  return { ...withoutRule(options, rule), rule: [...withoutRule(options, rule).rule, rule] };
}

export function withoutRule(options, rule) {
  return { ...options, rule: list(options.rule).filter((r) => subject(r) !== subject(rule)) };
}

/** Lists that are empty say nothing. */
export function keep(id, options) {
  const said = Object.entries(options)
    .filter(([, v]) => v !== '' && !(Array.isArray(v) && !v.length));
  return api.keepOptions(id, Object.fromEntries(said));
}
