/** The whole graph as a drawing of its own, whatever part of it is in sight. */

import { inline } from '../charts/export.js';
import { h, s } from '../dom.js';
import { box, frames, lines } from './draw.js';

const MARGIN = 28;
const HEAD = 34;

function parts(graph, rows, open) {
  const { d, heads, labels } = lines(graph.nets, 'near');
  return [frames(graph, open), s('path', { class: 'edges', d }),
    s('path', { class: 'heads', d: heads }), s('g', { class: 'labels' }, labels),
    graph.nodes.map((n) => box(n, rows, 'near'))];
}

/** What only the page needs. */
function bare(root) {
  for (const el of root.querySelectorAll('*')) {
    for (const { name } of [...el.attributes]) {
      if (/^(role|id|aria-.*|data-.*)$/.test(name)) el.removeAttribute(name);
    }
  }
}

/**
 * @param {{title: string, open: object[], scheme: string}} options scheme: 'light', or ''
 *   for the colours of the page
 * @return {{root: SVGElement, width: number, height: number}}
 */
export function picture(host, graph, rows, { title, open, scheme }) {
  const width = Math.ceil(graph.width + 2 * MARGIN);
  const height = Math.ceil(graph.height + 2 * MARGIN + HEAD + 30);
  const root = s('svg', { xmlns: 'http://www.w3.org/2000/svg', class: 'graph', width, height,
    viewBox: `0 0 ${width} ${height}` },
  s('rect', { class: 'ground', width, height }),
  s('text', { class: 'title', x: MARGIN, y: MARGIN }, title),
  s('g', { transform: `translate(${MARGIN},${MARGIN + HEAD})` }, parts(graph, rows, open)));
  root.dataset.level = 'near';
  const away = h('div', { class: 'graphbox away', 'aria-hidden': 'true',
    css: { 'color-scheme': scheme || 'inherit' } }, root);
  host.append(away);
  const copy = root.cloneNode(true);
  inline(root, copy);
  away.remove();
  bare(copy);
  copy.removeAttribute('data-level');
  return { root: copy, width, height };
}
