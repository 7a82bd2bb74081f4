/** The charts of a network, in the order they are shown: a chart is a module
 *  and a line here. */

import { alive } from './alive.js';
import { intensity } from './intensity.js';
import { macs } from './macs.js';
import { memory } from './memory.js';
import { params } from './params.js';
import { before } from '../signs.js';

export const CHARTS = [memory, params, macs, alive, intensity];

/** Those that are shown together; the rest by themselves only. */
export const TOGETHER = CHARTS.filter((c) => !c.only);

export const chartNamed = (id) => CHARTS.find((c) => c.id === id) ?? CHARTS[0];

/** A row's figure in words, with its sign; null where it is not known. */
export function figureOf(chart, row, settings) {
  const value = chart.value(row, settings);
  if (!(Number(value) >= 0) || value === null) return null;
  const key = chart.id === 'memory' && settings.mem === 'live' ? 'alive' : chart.id;
  return (Number(value) ? before(row.bounds?.[key]) : '') + chart.words(value, settings);
}
