/** What the file does not say, asked in place: rules for unknown layer types, the
 *  shapes of inputs, the fork it is for.  What is answered is kept by the server. */

import { h } from '../../dom.js';
import { askDialect } from './ask/dialect.js';
import { askInputs } from './ask/inputs.js';
import { askRules } from './ask/rules.js';
import { askSolver } from './ask/solver.js';

/**
 * @param {object} network as the API shows it
 * @param {object} model of the analysis that is shown
 * @param {{options: object, refresh(): Promise, jump(line), fixed: boolean}} act
 *   options: what the page asks; set: asks something else; refresh: shows the new
 *   figures; fixed: a link's figures, which stay as they are
 */
export function ask(network, model, act) {
  const parts = [askRules(network, model, act), askInputs(network, model, act),
    askDialect(network, model, act),
    askSolver(network, model, act)];
  const shown = parts.filter(Boolean);
  return shown.length ? h('div', { class: 'asks' }, shown) : null;
}
