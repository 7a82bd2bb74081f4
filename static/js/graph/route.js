/** Lines of nets: straight down where maker and reader allow it, curved between ranks. */

import { GUTTER } from './columns.js';

const STUB = 20;
const HEAD = 14;
/** Between lines that go to the next column side by side. */
const LANE = 7;
const r = (n) => Math.round(n * 10) / 10;

/** Places at a side of a box: each as near to `wanted` as the others let it. */
export function ports(wanted, width, space) {
  const reach = Math.max(0, width / 2 - 14);
  const step = Math.min(space, wanted.length > 1 ? 2 * reach / (wanted.length - 1) : 0);
  const order = wanted.map((x, i) => [Math.max(-reach, Math.min(reach, x)), i])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (let i = 1; i < order.length; i++) {
    order[i][0] = Math.max(order[i][0], order[i - 1][0] + step);
  }
  let room = reach;
  for (let i = order.length - 1; i >= 0; i--) {
    order[i][0] = Math.min(order[i][0], room);
    room = order[i][0] - step;
  }
  const at = [];
  for (const [x, i] of order) at[i] = x;
  return at;
}

const curve = (x0, y0, x1, y1) => (Math.abs(x0 - x1) < 0.5 ? `V${r(y1)}`
  : `C${r(x0)} ${r((y0 + y1) / 2)} ${r(x1)} ${r((y0 + y1) / 2)} ${r(x1)} ${r(y1)}`);

/** From the foot of one column to the head of the next; the lane of those further to the
 *  left lies outside the others, so that none crosses another. */
function overTop(x0, y0, x1, y1, { gutter, lane, lanes }) {
  const c = 6, foot = y0 + STUB + LANE * lane, head = y1 - HEAD - LANE * (lanes - lane);
  const x = gutter + LANE * lane;
  const into = x1 > x + 2 * c ? `H${r(x1 - c)}q${c} 0 ${c} ${c}` : `H${r(x1)}`;
  return `V${r(foot - c)}q0 ${c} ${c} ${c}H${r(x - c)}q${c} 0 ${c} -${c}V${r(head + c)}`
    + `q0 -${c} ${c} -${c}${into}V${r(y1)}`;
}

/** The lane of each net where a column ends: the rightmost goes innermost. */
function lanesOf(graph, rank, xOf) {
  const nets = [...graph.wrap.nets[rank]].map((i) => graph.nets[i]);
  return nets.sort((a, b) => xOf(b) - xOf(a));
}

/** A net's place in a rank: it has one in each below its maker, as far as it goes. */
const placeIn = (net, graph, rank) => net.places[rank - graph.nodes[net.from].rank - 1];

/** Where each net leaves its maker and enters its readers, as x; sets net.label. */
function attach(graph, place) {
  const out = new Map(), into = new Map();
  for (const node of graph.nodes) {
    const middle = node.x + node.width / 2;
    const wanted = node.outputs.map((net) => (net.to.length && node.outputs.length > 1
      ? place(net.places[0] ?? net.to[0]) - middle : 0));
    ports(wanted, node.width, 26).forEach((x, i) => out.set(node.outputs[i], middle + x));
  }
  for (const node of graph.nodes) {
    const middle = node.x + node.width / 2;
    const wanted = node.inputs.map((net) => {
      const above = placeIn(net, graph, node.rank - 1);
      return (above === undefined ? out.get(net) : place(above)) - middle;
    });
    const at = ports(node.inputs.length > 1 || Math.abs(wanted[0]) < node.width / 2 - 14
      ? wanted : [0], node.width, 12);
    node.inputs.forEach((net, i) => into.set(`${net.index} ${node.index}`, middle + at[i]));
  }
  return { out, into };
}

/** Line and heads of one net. */
function line(net, graph, place, sides) {
  const { nodes, rows, wrap } = graph, from = nodes[net.from];
  const x = sides.out.get(net), heads = [];
  let d = `M${r(x)} ${r(from.y + from.height)}`;
  if (!net.to.length) return { d: `${d}v${STUB}`, heads };
  const chain = [{ x, rank: from.rank }, ...net.places.map((p) => ({ x: place(p),
    rank: graph.rankOf(p) }))];
  const bottom = (rank) => rows[rank].bottom + wrap.dy[rank];
  const top = (rank) => rows[rank].top + wrap.dy[rank];
  const step = (at, x1, rank) => {
    const c = wrap.of[at.rank], y0 = bottom(at.rank);
    if (wrap.of[rank] === c) return `V${r(y0)}${curve(at.x, y0, x1, top(rank))}`;
    const side = lanesOf(graph, at.rank, (other) => {
      const here = placeIn(other, graph, at.rank);
      return here === undefined ? sides.out.get(other) : place(here);
    });
    return overTop(at.x, y0, x1, top(rank), { lane: side.indexOf(net), lanes: side.length,
      gutter: wrap.columns[c + 1].left - GUTTER / 2 - LANE });
  };
  const readers = new Map();
  for (const to of net.to) {
    const above = nodes[to].rank - 1;
    if (!readers.has(above)) readers.set(above, []);
    readers.get(above).push([sides.into.get(`${net.index} ${to}`), nodes[to].rank, true]);
  }
  chain.forEach((at, i) => {
    const start = `M${r(at.x)} ${r(i ? top(at.rank) : from.y + from.height)}`;
    const ends = readers.get(at.rank) ?? [];
    if (chain[i + 1]) ends.push([chain[i + 1].x, chain[i + 1].rank, false]);
    for (const [x1, rank, head] of ends) {
      d += `${start}${step(at, x1, rank)}`;
      if (head) heads.push([x1, top(rank)]);
    }
  });
  return { d, heads };
}

/** Readers that are too far away for places between: a curve of its own. */
function loose(net, graph, sides) {
  const from = graph.nodes[net.from], x = sides.out.get(net), y = from.y + from.height;
  const reached = net.places.length ? graph.rankOf(net.places[net.places.length - 1]) + 1
    : from.rank + 1;
  const far = net.to.map((to) => graph.nodes[to]).filter((n) => n.rank > reached);
  return far.map((n) => {
    const x1 = sides.into.get(`${net.index} ${n.index}`);
    return { d: `M${r(x)} ${r(y)}C${r(x)} ${r(y + 80)} ${r(x1)} ${r(n.y - 80)} ${r(x1)} ${r(n.y)}`,
      head: [x1, n.y] };
  });
}

/** Where the words of the i-th of several nets stand. */
function labelAt(net, from, x) {
  const i = from.outputs.indexOf(net), many = from.outputs.length;
  const left = many === 2 && i === 0;
  return { x: r(left ? x - 5 : x + 5), anchor: left ? 'end' : 'start',
    y: r(from.y + from.height + 13 + (many > 2 ? 12 * Math.min(i, 5) : 0)) };
}

/** Sets d, heads, label and box of every net. */
export function route(graph, place) {
  const sides = attach(graph, place);
  for (const net of graph.nets) {
    const from = graph.nodes[net.from], x = sides.out.get(net);
    const { d, heads } = line(net, graph, place, sides), far = loose(net, graph, sides);
    net.d = d + far.map((f) => f.d).join('');
    net.heads = [...heads, ...far.map((f) => f.head)];
    net.label = labelAt(net, from, x);
    const xs = [x, ...net.places.map(place), ...net.heads.map(([hx]) => hx)];
    const ys = [from.y, from.y + from.height + 30, ...net.heads.map(([, y]) => y)];
    net.box = [Math.min(...xs) - 40, Math.min(...ys) - 30, Math.max(...xs) + 100,
      Math.max(...ys) + 30];
  }
}
