/** What figures rest on that the file does not say: assumed shapes, users' rules. */

import { shape } from './format.js';

const names = (list) => [...new Set(list)].join(', ');

/** One assumption with its shape, more of them by their names. */
function assumedWords(list) {
  const words = `${names(list.map((a) => a.top || a.layer))} assumed`;
  return list.length === 1 ? `${words}: ${shape(list[0].shape)}` : words;
}

/** Counts that Caffe has only after a forward pass. */
function countedWords(list) {
  const words = `${names(list.map((a) => a.top))} known only when the network runs`;
  return list.length === 1 ? `${words}; ${shape(list[0].shape)} counted` : words;
}

/** Short words, '' where the file says it all.  `parameters`: of parameters, which rest
 *  on an assumed shape only where a layer's own do. */
export function restsOn(doc, { parameters = false } = {}) {
  const assumed = parameters && !doc.layers.some((l) => l.params.some((p) => p.assumed)) ? []
    : doc.assumptions ?? [];
  const counted = assumed.filter((a) => a.kind === 'run');
  const taken = assumed.filter((a) => a.kind !== 'run');
  const rules = (doc.rules ?? []).map((r) => r.type ?? r.python ?? r.layer);
  return [taken.length && assumedWords(taken), counted.length && countedWords(counted),
    rules.length && `on the rule for ${names(rules)}`].filter(Boolean).join('; ');
}
