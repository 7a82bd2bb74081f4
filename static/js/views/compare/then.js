/** Figures as they were when a link was made, where they are others today. */

import { h } from '../../dom.js';
import { integer } from '../../format.js';

const text = (v) => (v === null || v === undefined ? '?' : integer(v));
const bytes = (t) => t.memory?.caffe?.bytes;

/** [name, then(SUM), now(totals)] */
const ROWS = [
  ['Layers', (s) => s.layers, (t) => t.layers],
  ['Layers with weights', (s) => s.core_layers, (t) => t.core_layers],
  ['Parameters', (s) => s.params, (t) => t.params],
  ['Memory, Caffe’s log', (s) => s.memory_bytes, bytes],
  ['MACs of the batch', (s) => s.macs, (t) => t.macs],
  ['MACs per item', (s) => s.macs_per_item, (t) => t.macs_per_item],
];

/** [network, figure, then, now] of what differs. */
export function changedFigures(sums, loaded) {
  return loaded.flatMap((e, i) => (sums[i] ? ROWS.flatMap(([name, then, now]) => {
    const was = text(then(sums[i])), is = text(now(e.model.totals));
    return then(sums[i]) === undefined || was === is ? [] : [[e.network.name, name, was, is]];
  }) : []));
}

/** @param stored the link, or nothing; @param loaded the networks of it that are here */
export function thenNote(stored, loaded) {
  if (!stored?.figures) return null;
  const sums = stored.networks.map((n, i) => (n.present ? stored.figures[i] : undefined))
    .filter((x) => x !== undefined);
  const rows = changedFigures(sums, loaded);
  if (!rows.length) return null;
  const now = loaded[0].model.doc.analyzer;
  return h('section', { class: 'banner warn then' }, h('strong', {
    text: `Made with netweight ${stored.analyzer}; netweight ${now} gives other figures for `
      + `${rows.length > 1 ? 'these' : 'this'}:` }),
  h('table', { 'aria-label': 'Figures then and now' },
    h('thead', {}, h('tr', {}, ['Network', 'Figure', `Then (${stored.analyzer})`,
      `Now (${now})`].map((x) => h('th', { scope: 'col', text: x })))),
    h('tbody', {}, rows.map(([network, figure, was, is]) =>
      h('tr', {}, h('th', { scope: 'row', text: network }),
      h('td', { text: figure }), h('td', { class: 'num was', text: was }),
      h('td', { class: 'num', text: is }))))));
}
