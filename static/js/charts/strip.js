/** One strip of bars: its scale, its bars, its peak in words. */

import { axisLeft, scaleLinear, scaleSymlog, select } from '../../vendor/d3.js';
import { s } from '../dom.js';
import { num } from '../format.js';
import { barPath, columnPaths, crowded, logTicks, niceTicks } from './paths.js';

const TOP = 8;
const FOOT = 7;

/** 20.0 MiB -> 20 MiB */
function round(words) {
  return words.replace(/(\.\d*?)0+(?!\d)/, '$1').replace(/\.(?!\d)/, '');
}

function peakOf(values) {
  let at = -1;
  values.forEach((v, i) => { if (v > 0 && (at < 0 || v > values[at])) at = i; });
  return at;
}

/** The part of `values` that counts as core or not, NaN elsewhere. */
function only(values, rows, core) {
  return values.map((v, i) => (rows[i].core === core ? v : NaN));
}

function parts() {
  return {
    bands: s('g', { class: 'bands' }), axis: s('g', { class: 'yaxis' }),
    most: s('path', { class: 'bars most' }),
    plain: s('path', { class: 'bars plain' }), core: s('path', { class: 'bars core' }),
    mark: s('path', { class: 'peakmark' }),
    pick: s('rect', { class: 'cursor pick' }), hover: s('rect', { class: 'cursor hover' }),
    hit: s('rect', { class: 'hit' }),
  };
}

/**
 * @param {object} chart a row of charts/index.js
 * @param {object[]} rows
 * @param {{height: number, max?: number}} options max: a scale shared by several
 */
export function strip(chart, rows, options) {
  const p = parts();
  const svg = s('svg', { class: 'strip', height: options.height, 'aria-hidden': 'true' },
    p.bands, p.axis, p.most, p.plain, p.core, p.mark, p.pick, p.hover, p.hit);
  let values = [], peak = -1, y = null;

  function scale(settings, bottom) {
    const max = options.max ?? (peak < 0 ? 1 : values[peak]);
    y = settings.log
      ? scaleSymlog().constant(Math.max(1, max / 1e5)) : scaleLinear();
    y.domain([0, max || 1]).range([bottom, TOP]);
    const ticks = settings.log ? logTicks(max / 1e4, max, chart.base(settings))
      : niceTicks(max, chart.base(settings), 2);
    select(p.axis).call(axisLeft(y).tickValues(ticks)
      .tickFormat((v) => (v ? round((chart.tick ?? chart.words)(v, settings)) : '0'))
        .tickSizeOuter(0));
  }
  function place(cursor, index, view) {
    const seen = index >= 0 && index >= Math.floor(view.from) && index < view.to;
    cursor.setAttribute('visibility', seen ? 'visible' : 'hidden');
    if (!seen) return;
    cursor.setAttribute('x', Math.max(view.left, view.x(index)));
    cursor.setAttribute('width', Math.max(2, view.pitch));
    cursor.setAttribute('y', TOP);
    cursor.setAttribute('height', options.height - TOP - FOOT);
  }
  /** A triangle above the highest bar. */
  function markPeak(view) {
    const seen = chart.marks && peak >= Math.floor(view.from) && peak < view.to;
    const x = seen ? Math.round(view.x(peak + 0.5)) : 0;
    p.mark.setAttribute('d', seen ? `M${x - 5} 0H${x + 5}L${x} ${TOP}z` : '');
  }
  function bandRects(view) {
    return view.stages.filter((g, i) => i % 2 && g.to > view.from && g.from < view.to).map((g) => {
      const a = Math.max(view.left, view.x(g.from)), b = Math.min(view.right, view.x(g.to));
      return s('rect', { x: a, width: Math.max(0, b - a), y: TOP,
        height: options.height - TOP - FOOT });
    });
  }
  return {
    chart, svg,
    values: () => values,
    peak: () => peak,
    setRows(next) { rows = next; },
    setValues(settings) {
      values = rows.map((row) => num(chart.value(row, settings)));
      peak = peakOf(values);
    },
    draw(view, settings) {
      const bottom = options.height - FOOT;
      svg.setAttribute('width', view.right);
      scale(settings, bottom);
      p.axis.setAttribute('transform', `translate(${view.left},0)`);
      p.bands.replaceChildren(...bandRects(view));
      markPeak(view);
      const frame = { from: view.from, to: view.to, width: view.right - view.left, x: view.x, y,
        bottom };
      const paths = crowded(frame) ? columnPaths(values, (i) => rows[i].core, frame)
        : { most: '', mean: barPath(only(values, rows, false), frame),
          core: barPath(only(values, rows, true), frame) };
      for (const [path, d] of [[p.most, paths.most], [p.plain, paths.mean], [p.core, paths.core]]) {
        path.setAttribute('d', d);
        path.setAttribute('transform', crowded(frame) ? `translate(${view.left},0)` : '');
      }
      for (const [k, v] of Object.entries({ x: view.left, y: 0, width: frame.width,
        height: bottom })) {
        p.hit.setAttribute(k, v);
      }
    },
    cursors(view, pick, hover) {
      place(p.pick, pick, view);
      place(p.hover, hover, view);
    },
  };
}
