/** A view that came with all its options, where other ones are kept for the network. */

import { api } from '../../api.js';
import { button, h } from '../../dom.js';
import { optionWords } from '../compare/entries.js';

export function leftOut(network, show) {
  const words = optionWords(network.defaults);
  if (!words || api.readonly) return null;
  return h('section', { class: 'banner info leftout' },
    h('strong', { text: 'These figures rest on what was sent.' }),
    ` What is kept for this network here is left out: ${words}. `,
    button('Show it as it is kept here', show, { class: 'link' }));
}
