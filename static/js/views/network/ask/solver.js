/** Solver definitions that make this network: its states and solver as they say. */

import { button, h } from '../../../dom.js';
import { plural } from '../../../format.js';

/** The runs of a solver that are of this network. */
export function runsOf(solver, network) {
  const { runs = [] } = solver.summary;
  return runs.filter((r) => (r.file ? r.file === network.file : r.network === network.id));
}

function stateWords({ level, stage }) {
  return [level && level !== 'file' && `level ${level}`, stage.length
    && `${stage.length > 1 ? 'stages' : 'stage'} ${stage.join(', ')}`].filter(Boolean).join(', ');
}

/** "Test 2 of 3": how the solver counts this one. */
function title(run, runs) {
  if (run.role === 'train') return 'Train as it says';
  const tests = runs.filter((r) => r.role === 'test');
  return tests.length > 1 ? `Test ${tests.indexOf(run) + 1} of ${tests.length} as it says`
    : 'Test as it says';
}

function offer(run, solver, act) {
  const { runs, solver: known } = solver.summary;
  const words = stateWords(run);
  const show = () => act.set({ phase: run.phase, level: run.level ? String(run.level) : '',
    stage: run.stage, ...(run.role === 'train' && known && { solver: known }) }, true);
  return h('li', {}, button(title(run, runs), show, { class: 'link' }), ' ',
    h('span', { class: 'note', text: [`${run.phase}${words ? ` with ${words}` : ''}`,
      run.iterations > 0 && plural(run.iterations, 'iteration')].filter(Boolean).join(', ') }));
}

/** Where Caffe would stop at the solver. */
export function faults(solver) {
  const list = solver.summary.faults ?? [];
  return list.length > 0 && h('ul', { class: 'plain faults' }, list.map((f) =>
    h('li', { text: `${f.severity === 'error' ? 'Caffe refuses ' : ''}${solver.file}`
      + `${f.line ? `, line ${f.line}` : ''}: ${f.message}` })));
}

function block(solver, network, act) {
  const mine = runsOf(solver, network);
  const trained = mine.some((r) => r.role === 'train');
  return h('div', {}, h('p', {}, h('code', { text: solver.file }),
    trained ? ` trains this network with ${solver.summary.type}.`
      : ' tests with this network.'), faults(solver),
  h('ul', { class: 'plain runs' }, mine.map((r) => offer(r, solver, act))));
}

export function askSolver(network, model, act) {
  if (act.fixed || !network.solvers?.length) return null;
  return h('section', { class: 'banner ask solver' },
    network.solvers.map((s) => block(s, network, act)));
}
