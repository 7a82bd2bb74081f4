/** The figure of a box: exact over the layers in it; where amounts at different times do
 *  not add up, the largest. */

import { num } from '../format.js';
import { total } from '../model.js';

/** @return {{value: string|null, bound: boolean, size: number}} size: for scales */
export function figureOf(node, chart, settings) {
  const value = (row) => chart.value(row, settings);
  if (node.rows.every((r) => value(r) === null || value(r) === undefined)) {
    return { value: null, bound: true, size: 0 };
  }
  const bounded = (r) => Boolean(r.bounds[chart.id]);
  if (chart.apart) {
    const most = node.rows.map(value).reduce((a, b) => (num(b) > (num(a) || 0) ? b : a));
    return { value: most, bound: node.rows.some(bounded), size: num(most) };
  }
  const { sum, unknown } = total(node.rows, value, bounded);
  return { value: sum, bound: unknown > 0, size: Number(sum) };
}

/** As shown: ? where nothing is known, a dash where there is none. */
export function figureWords({ value, bound }, chart, settings) {
  if (value === null) return '?';
  if (!num(value)) return bound ? '≥ 0' : '–';
  return (bound ? '≥ ' : '') + chart.words(value, settings).replace(/ MACs$/, '');
}

/** Sets node.figure for all, and node.share of the largest. */
export function setFigures(graph, chart, settings) {
  let most = 0;
  for (const node of graph.nodes) {
    node.figure = figureOf(node, chart, settings);
    node.words = figureWords(node.figure, chart, settings);
    most = Math.max(most, node.figure.size);
  }
  for (const node of graph.nodes) node.share = most ? node.figure.size / most : 0;
}
