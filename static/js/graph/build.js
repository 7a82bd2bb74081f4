/** The graph of an analysis: a box per layer or folded group, a net per blob with the
 *  boxes that read it.  Layers in place stand in the box whose blob they change. */

import { plural } from '../format.js';
import { units } from './fold.js';

/** Only what changes one blob and reads no other has no place of its own. */
const foldsInto = (row) => row.inPlace && row.layer.bottoms.length === 1
  && row.layer.tops.length === 1;

function makeBox(nodes, unit, rows) {
  const own = unit.group ? rows.slice(unit.first, unit.last + 1) : [rows[unit.first]];
  const node = { index: nodes.length, group: unit.group, row: own[0], rows: own, chips: [],
    key: unit.group ? `g${unit.first}-${unit.last}` : String(unit.first), inputs: [], outputs: [] };
  nodes.push(node);
  return node;
}

/** The net that a top goes on with, where it is no blob of its own. */
function continued(state, node, top, split) {
  if (split) return split;
  const net = top.in_place ? state.latest.get(top.name) : null;
  return net?.from === node.index ? net : null;
}

/** One layer's bottoms and tops as nets of the box that it is in. */
function connect(state, node, row) {
  const { nets, latest } = state;
  const read = row.layer.bottoms.map((name) => latest.get(name)).filter(Boolean);
  const split = row.inserted && (node.group || state.hidden) ? read[0] : null;
  for (const net of split ? [] : read) {
    if (net.from === node.index || net.to.includes(node.index)) continue;
    net.to.push(node.index);
    node.inputs.push(net);
  }
  for (const top of row.layer.tops) {
    let net = continued(state, node, top, split);
    if (!net) {
      net = { from: node.index, to: [], name: top.name, layer: row.index, loss: top.loss_weight };
      nets.push(net);
      node.outputs.push(net);
    }
    if (!split) net.shape = top.shape;
    latest.set(top.name, net);
  }
}

/** A net that nobody outside a folded group reads is the group's own affair. */
function numbered(nodes, nets, inside) {
  const kept = nets.filter((net) => net.to.length || !inside.has(net));
  const set = new Set(kept);
  for (const node of nodes) node.outputs = node.outputs.filter((net) => set.has(net));
  kept.forEach((net, i) => { net.index = i; });
  return kept;
}

function finish(nodes) {
  for (const node of nodes) {
    node.core = node.rows.some((r) => r.core);
    node.unknown = node.rows.some((r) => r.unknown);
    node.name = node.group?.name ?? node.row.name;
    node.type = node.group ? plural(node.rows.length, 'layer') : node.row.type;
  }
}

/**
 * @param {{by: string, open: string[], splits: boolean}} options
 * @return {{nodes: object[], nets: object[], nodeOf: Map<number, object>}} boxes in file
 *   order: a net's readers stand after its maker
 */
export function buildGraph(model, options) {
  const { rows } = model;
  const state = { nets: [], latest: new Map(), hidden: !options.splits };
  const nodes = [], nodeOf = new Map(), inside = new Set();
  for (const unit of units(model, options.by, options.open)) {
    const row = rows[unit.first];
    const read = state.latest.get(row.layer.bottoms[0]);
    if (!unit.group && row.inserted && state.hidden && read) {
      connect(state, nodes[read.from], row);
      nodeOf.set(row.index, nodes[read.from]);
      continue;
    }
    const host = !unit.group && foldsInto(row) && read ? nodes[read.from] : null;
    if (host) {
      host.rows.push(row);
      host.chips.push(row);
      read.shape = row.layer.tops[0].shape;
      nodeOf.set(row.index, host);
      continue;
    }
    const node = makeBox(nodes, unit, rows);
    for (const r of node.rows) {
      for (const name of unit.group ? r.layer.bottoms : []) inside.add(state.latest.get(name));
      connect(state, node, r);
      nodeOf.set(r.index, node);
    }
  }
  finish(nodes);
  return { nodes, nets: numbered(nodes, state.nets, inside), nodeOf };
}
