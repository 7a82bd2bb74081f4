/** Boxes, nets and frames as SVG. */

import { s } from '../dom.js';
import { shape } from '../format.js';
import { marksOf } from './marks.js';
import { CHIP_ROW, chipsIn, FOLD_MARK, tagsIn, trimmed } from './measure.js';

const PAD = 11;

/** From this scale on everything is written, from that one names; below only boxes. */
export const LEVELS = { near: 0.62, mid: 0.36 };
export const levelOf = (k) => (k >= LEVELS.near ? 'near' : k >= LEVELS.mid ? 'mid' : 'far');

/** In one breath, for screen readers and tooltips. */
export function describe(node, rows) {
  const marks = marksOf(node, rows).map((m) => m.title(node, rows));
  const chips = node.chips.map((r) => `${r.name} (${r.type})`);
  return [`${node.name}, ${node.type}, ${node.chart}: ${node.words}`,
    node.outputs.length && `makes ${node.outputs.map((n) => shape(n.shape)).join(', ')}`,
    chips.length && `in place: ${chips.join(', ')}`, ...marks].filter(Boolean).join('; ');
}

function chip({ row, x, width, text }, y) {
  return s('g', { class: 'chip', 'data-layer': row.index },
    s('rect', { x, y, width, height: 13, rx: 3 }),
    s('text', { x: x + width / 2, y: y + 9.7 }, text));
}

function near(node, rows) {
  const tags = tagsIn(node, rows);
  const room = (tags.length ? tags[tags.length - 1].x - 4 : node.width - PAD) - PAD;
  const fold = node.group ? '▸ ' : '';
  return [
    s('text', { class: 'name', x: PAD, y: 18 }, fold + trimmed(node.name, 'name', room
      - (fold ? FOLD_MARK : 0))),
    tags.map(({ mark, text, x, width }) => s('g', { class: `badge ${mark.id}` },
      s('rect', { x, y: 6, width, height: 14, rx: 7 }),
      s('text', { x: x + width / 2, y: 16 }, text))),
    s('text', { class: 'kind', x: PAD, y: 34 }, trimmed(node.type, 'kind', node.width - 90)),
    s('text', { class: 'fig', x: node.width - 9, y: 34 }, node.words),
    chipsIn(node).map((c) => chip(c, node.height - CHIP_ROW - 4)),
  ];
}

const mid = (node) => s('text', { class: 'midname', x: node.width / 2, y: node.height / 2 + 6 },
  trimmed(node.name, 'mid', node.width - 14));

/** @param {string} level near, mid or far */
export function box(node, rows, level) {
  const marks = marksOf(node, rows).map((m) => `is-${m.id}`).join(' ');
  const { width, height } = node;
  const rx = node.inputs.length ? 5 : 10;
  const kind = `${node.core ? 'core' : 'plain'}${node.group ? ' group' : ''}`;
  return s('g', { class: `box ${kind} ${marks}`,
    role: 'option', id: `box-${node.key}`, 'aria-selected': 'false',
    'aria-label': describe(node, rows), 'data-box': node.index,
    transform: `translate(${node.x},${node.y})` },
  s('title', {}, describe(node, rows)),
  node.group && s('rect', { class: 'behind', x: 4, y: 4, width, height, rx }),
  s('rect', { class: 'face', width, height, rx }),
  s('rect', { class: 'side', x: 3.5, y: 7, width: 3, height: height - 14, rx: 1.5 }),
  node.share > 0 && level !== 'far' && s('rect', { class: 'sharebar',
    x: PAD, y: height - 4, height: 2.5, width: Math.max(1, (width - PAD - 8) * node.share) }),
  level === 'near' ? near(node, rows) : mid(node));
}

/** Triangles where nets end. */
const heads = (net) => net.heads.map(([x, y]) => `M${x - 3.5} ${y - 6}h7L${x} ${y}z`).join('');

const blobWords = (net) => (net.shape ? net.shape.join('×') || 'scalar' : 'shape unknown');

/** Lines of these nets as one path, heads as another, shapes as words. */
export function lines(nets, level) {
  return {
    d: nets.map((net) => net.d).join(''),
    heads: level === 'far' ? '' : nets.map(heads).join(''),
    labels: level !== 'near' ? [] : nets.map((net) => s('text', {
      class: net.shape ? 'blob' : 'blob unknown', x: net.label.x, y: net.label.y,
      'text-anchor': net.label.anchor }, blobWords(net))),
  };
}

/** All boxes at once, for scales at which none can be read. */
export function outlines(nodes) {
  return nodes.map((n) => `M${n.x} ${n.y}h${n.width}v${n.height}h-${n.width}z`).join('');
}

/** A ground for each open group in each column that it reaches. */
export function frames(graph, groups) {
  return groups.flatMap((group) => {
    const sides = new Map();
    for (const n of graph.nodes) {
      if (n.row.index < group.first || n.row.index > group.last) continue;
      const at = graph.wrap.of[n.rank];
      const [a, b, c, d] = sides.get(at) ?? [Infinity, Infinity, -Infinity, -Infinity];
      sides.set(at, [Math.min(a, n.x), Math.min(b, n.y), Math.max(c, n.x + n.width),
        Math.max(d, n.y + n.height)]);
    }
    return [...sides.values()].map(([a, b, c, d]) => s('rect', { class: 'frame', x: a - 12,
      y: b - 10, width: c - a + 24, height: d - b + 20, rx: 9 }));
  });
}
