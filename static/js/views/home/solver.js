/** A solver is no network: what Caffe makes of it, and which of that is here. */

import { h } from '../../dom.js';
import { faults } from '../network/ask/solver.js';

/** One network by its file or, where it stands in the solver, by its field. */
function networkLine({ file, field, network, roles }, networks) {
  const id = network ?? networks.find((n) => n.file === file)?.id;
  const name = file || `${field}, which stands in it`;
  return h('li', {}, `${roles.join(' and ')}: `, id ? h('a', { href: `/n/${id}`, text: name })
    : h('span', {}, h('code', { text: name }), ' is not here yet: drop it as well'));
}

/** The runs of a solver by network: {file, field, network, roles: ["train"]}. */
function byNetwork(runs) {
  const nets = new Map();
  for (const run of runs) {
    const key = run.file || run.network;
    if (!nets.has(key)) nets.set(key, { ...run, roles: [] });
    const { roles } = nets.get(key);
    if (!roles.includes(run.role)) roles.push(run.role);
  }
  return [...nets.values()];
}

export function solverLines(solver) {
  const { type, runs = [] } = solver.summary;
  const nets = byNetwork(runs);
  return h('div', { class: 'solverlines' },
    h('span', { text: `a solver definition: ${type}. `
      + (nets.length ? 'It is offered where its networks are shown.' : 'It has no network.') }),
    h('ul', { class: 'plain' }, nets.map((n) => networkLine(n, solver.networks ?? []))),
    faults(solver));
}
