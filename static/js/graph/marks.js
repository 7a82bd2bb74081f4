/** What is marked on a box: a row each.  `text` is what its tag says, `title` why. */

const lossWeight = (node) => node.outputs.find((net) => net.loss)?.loss;
const owned = (p) => p.owner !== null && p.owner !== undefined;

function sharedWith(node, rows) {
  const row = node.rows.find((r) => r.layer.params.some(owned));
  return row && rows[row.layer.params.find(owned).owner]?.name;
}

/** {id, when(node, rows), text(node), title(node, rows)}; the id is a class of the box. */
export const MARKS = [
  { id: 'unknown', when: (n) => n.unknown, text: () => '?',
    title: () => 'a shape or figure in it is not known' },
  { id: 'loss', when: lossWeight, text: (n) => (lossWeight(n) === 1 ? 'loss'
    : `loss × ${lossWeight(n)}`), title: () => 'part of what training minimises, by this weight' },
  { id: 'input', when: (n) => !n.group && !n.inputs.length && n.outputs.length, text: () => '',
    title: () => 'comes in from outside' },
  { id: 'alike', when: (n) => n.group?.repeats > 1, text: (n) => `1 of ${n.group.repeats}`,
    title: (n) => `${n.group.repeats} in a row have the same types of layers` },
  { id: 'peak', when: (n) => n.rows.some((r) => r.peak), text: () => 'peak',
    title: () => 'the most memory is alive while this runs' },
  { id: 'shared', when: sharedWith, text: () => 'shared',
    title: (n, rows) => `uses the parameters of ${sharedWith(n, rows)}` },
  { id: 'rule', when: (n) => n.rows.some((r) => r.rule), text: () => 'rule',
    title: (n) => `by your rule ${n.rows.find((r) => r.rule).rule}` },
  { id: 'assumed', when: (n) => n.rows.some((r) => r.assumed), text: () => '*',
    title: () => 'rests on an assumed input' },
];

export const marksOf = (node, rows) => MARKS.filter((m) => m.when(node, rows));
