/** The charts of a network, in the order they are shown: a chart is a module
 *  and a line here. */

import { macs } from './macs.js';
import { memory } from './memory.js';
import { params } from './params.js';

export const CHARTS = [memory, params, macs];

export const chartNamed = (id) => CHARTS.find((c) => c.id === id) ?? CHARTS[0];
