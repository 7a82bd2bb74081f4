/** The figure of a box: exact over the layers in it; where amounts at different times do
 *  not add up, the largest. */

import { num } from '../format.js';
import { before, isLower, joinSigns } from '../signs.js';
import { total } from '../model.js';

/** @return {{value: string|null, sign: string, size: number}} size: for scales */
export function figureOf(node, chart, settings) {
  const value = (row) => chart.value(row, settings);
  if (node.rows.every((r) => value(r) === null || value(r) === undefined)) {
    return { value: null, sign: '', size: 0 };
  }
  const sign = joinSigns(node.rows.map((r) => r.bounds[chart.id] ?? ''));
  if (chart.apart) {
    const most = node.rows.map(value).reduce((a, b) => (num(b) > (num(a) || 0) ? b : a));
    return { value: most, sign, size: num(most) };
  }
  const { sum } = total(node.rows, value);
  return { value: sum, sign, size: Number(sum) };
}

/** As shown: ? where nothing is known, a dash where there is none. */
export function figureWords({ value, sign }, chart, settings) {
  if (value === null) return '?';
  if (!num(value)) return isLower(sign) ? `${sign} 0` : '–';
  return before(sign) + chart.words(value, settings).replace(/ MACs$/, '');
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
