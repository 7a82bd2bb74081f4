/** The whole network in one thin strip, with the window of what is shown. */

import { brushX, select } from '../../vendor/d3.js';
import { s } from '../dom.js';
import { barPath } from './paths.js';

const HEIGHT = 26;

/** moved(from, to) in layers. */
export function overview(moved) {
  const path = s('path', { class: 'bars plain' });
  const layer = s('g', { class: 'brush' });
  const svg = s('svg', { class: 'overview', height: HEIGHT, 'aria-hidden': 'true' }, path, layer);
  let frame = null;
  const brush = brushX().on('brush end', (event) => {
    if (!event.sourceEvent || !frame) return;
    if (!event.selection) return event.type === 'end' && moved(0, frame.count);
    const [a, b] = event.selection.map((px) => (px - frame.left) / frame.width * frame.count);
    if (b - a >= 1) moved(a, b);
    return undefined;
  });
  return {
    svg,
    draw(values, view) {
      const width = view.right - view.left;
      frame = { left: view.left, width, count: values.length };
      const max = Math.max(...[0.001], values.reduce((m, v) => (v > m ? v : m), 0));
      const x = (i) => view.left + i / values.length * width;
      path.setAttribute('d', barPath(values, { from: 0, to: values.length, width, x,
        y: (v) => HEIGHT - 2 - (HEIGHT - 4) * v / max, bottom: HEIGHT - 2 }));
      path.setAttribute('transform', width / values.length < 1.5 ? `translate(${view.left},0)`
        : '');
      svg.setAttribute('width', view.right);
      brush.extent([[view.left, 0], [view.right, HEIGHT]]);
      const group = select(layer);
      group.call(brush);
      const whole = view.to - view.from >= values.length - 0.01;
      group.call(brush.move, whole ? null : [x(view.from), x(view.to)]);
    },
  };
}
