/** What is asked about a network, and where its answer comes from. */

import { api } from '../../api.js';
import { toModel } from '../../model.js';

export const DEFAULTS = { phase: '', level: '', stage: [], batch: '', input: [], data_shape: '',
  rule: '', dialect: '', defaults: '', dtype: 'fp32', weight_dtype: '',
  solver: 'SGD', fit: '', by: '', open: [],
  units: 'MiB', mem: 'caffe', chart: 'all', log: false, zoom: [], sort: '', q: '', type: [],
  sel: -1, src: false, fold: '', unfold: [], fig: 'params', splits: false };

/** What changes the document itself. */
const STATE = ['phase', 'level', 'stage', 'rule', 'dialect'];
export const ASKS = [...STATE, 'defaults', 'batch', 'input', 'data_shape', 'dtype',
  'weight_dtype', 'solver', 'fit'];

/** What "as in the file" takes back. */
export const WHAT_IF = ASKS.filter((k) => k !== 'defaults');

/** The analysis options of a page's state: only those that differ.  Rules have commas:
 *  they are a line each. */
export function askOptions(state) {
  return Object.fromEntries(ASKS.filter((k) => String(state[k]) !== String(DEFAULTS[k]))
    .map((k) => [k, k === 'rule' ? state[k].split('\n') : state[k]]));
}

/** TEST, unless only TRAIN has something to show. */
export function automaticPhase(network) {
  const { TEST, TRAIN } = network.summary ?? {};
  return TEST && TRAIN && TEST.layers === 0 && TRAIN.layers > 0 ? 'TRAIN' : 'TEST';
}

/** What figures are compared with: the file as it is, in the state that is asked
 *  for when more than that is asked. */
export function withoutWhatIf(state) {
  const asked = Object.keys(askOptions(state)).filter((k) => !['fit', 'defaults'].includes(k));
  if (!asked.length) return null;
  const kept = asked.some((k) => !STATE.includes(k)) ? STATE : [];
  const all = api.offline ? kept : ['defaults', ...kept];
  return { ...DEFAULTS, ...Object.fromEntries(all.map((k) => [k, state[k]])) };
}

/** A link's figures rest on what the link says, and on nothing else. */
export async function load(network, state, shared) {
  const options = shared ? { ...askOptions(state), defaults: '0' } : askOptions(state);
  if (!options.phase && automaticPhase(network) === 'TRAIN') options.phase = 'TRAIN';
  return toModel(await api.analysis(network.id, options));
}
