/** Name, origin, phase, actions. */

import { button, h, icon } from '../../dom.js';
import { integer } from '../../format.js';
import { segment } from '../../widgets/segment.js';

function meta(network, doc) {
  return h('p', { class: 'meta' },
    h('span', { text: network.file }), doc.network.format
      && h('span', { text: `format ${doc.network.format}` }),
    h('span', { text: `${integer(network.bytes)} bytes` }),
    h('span', { title: network.sha256 }, 'sha256 ',
      h('code', { text: network.sha256.slice(0, 12) })),
    h('span', { class: doc.caffe.loads ? 'ok' : 'no',
      text: doc.caffe.loads ? 'stock Caffe loads it' : 'stock Caffe refuses it' }));
}

/** @param {{set, graph(), compare(), share(), toggle: HTMLElement}} act */
export function networkHead(network, doc, act) {
  const phase = segment('Phase', [['TEST', 'TEST'], ['TRAIN', 'TRAIN']], doc.state.phase,
    (p) => act.set({ phase: p === act.automatic ? '' : p }, true));
  return h('header', { class: 'pagehead' },
    h('div', { class: 'titles' }, h('h1', { text: network.name }), meta(network, doc)),
    h('div', { class: 'controls' }, phase, act.toggle,
      button([icon('graph'), 'Graph'], act.graph, { title: 'To the graph (g)' }),
      act.compare && button([icon('compare'), 'Compare'], act.compare, { title: 'Compare (c)' }),
      button([icon('share'), 'Share'], act.share, { title: 'Share (s)', class: 'primary' })));
}
