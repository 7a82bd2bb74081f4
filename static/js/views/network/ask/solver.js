/** Solver definitions that name this network: its states and solver as they say. */

import { button, h } from '../../../dom.js';

function words({ level, stage }) {
  return [level && `level ${level}`, stage.length
    && `stage ${stage.join(', ')}`].filter(Boolean).join(', ');
}

function line(solver, act) {
  const { type, solver: known, train_state: train, test_state: testing } = solver.summary;
  const show = (phase, state) =>
    act.set({ phase, level: state.level ? String(state.level) : '', stage: state.stage,
    ...(phase === 'TRAIN' && known && { solver: known }) }, true);
  const told = [words(train) && `TRAIN with ${words(train)}`, words(testing)
    && `TEST with ${words(testing)}`].filter(Boolean).join('; ');
  return h('p', {}, h('code', { text: solver.file }),
    ` trains this network with ${type}${told ? `: ${told}` : ''}. `,
    button('Train as it says', () => show('TRAIN', train), { class: 'link' }), ' ',
    button('Test as it says', () => show('TEST', testing), { class: 'link' }));
}

export function askSolver(network, model, act) {
  if (act.fixed || !network.solvers?.length) return null;
  return h('section', { class: 'banner ask solver' }, network.solvers.map((s) => line(s, act)));
}
