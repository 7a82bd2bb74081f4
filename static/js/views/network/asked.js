/** In a page of its own the figures are those that it was made with: what was asked for
 *  them stands where other pages ask. */

import { h, replace } from '../../dom.js';
import { optionWords } from '../compare/entries.js';
import { answers } from './whatif.js';

/** @param {{asked(): object}} act asked: the options of the page */
export function whatWasAsked(act) {
  const element = h('section', { class: 'whatif', role: 'group', 'aria-label': 'What if' });
  return {
    element, toggle: null,
    update(model, state) {
      const words = optionWords({ ...act.asked(), phase: [] });
      element.hidden = !words;
      replace(element, h('h2', { text: 'What if' }), h('p', { text: words }),
        h('div', { class: 'result' }, answers(model.doc.fit, state.units)));
    },
    fail(message) {
      element.hidden = false;
      replace(element, h('p', { class: 'problem error' }, h('b', { text: 'No answer: ' }),
        message));
    },
  };
}
