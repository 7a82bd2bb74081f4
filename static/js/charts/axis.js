/** The axis below the strips: stages by name where they fit, single layers
 *  where there is room, nothing slanted. */

import { s } from '../dom.js';

const CHAR = 6.6;

function trimmed(text, width) {
  const room = Math.floor((width - 6) / CHAR);
  if (text.length <= room) return text;
  return room >= 6 ? `${text.slice(0, room - 1)}…` : '';
}

function label(a, b, text, cls) {
  const shown = trimmed(text, b - a);
  return shown && s('text', { x: (a + b) / 2, y: 15, class: cls }, shown);
}

/** Names in full, each under the middle of its stage; those that would touch
 *  the one before are left out. */
function stageMarks(view) {
  const list = [];
  let taken = view.left - 40;
  for (const g of view.stages) {
    if (g.to <= view.from || g.from >= view.to) continue;
    const a = Math.max(view.left, view.x(g.from)), b = Math.min(view.right, view.x(g.to));
    const half = g.label.length * CHAR / 2;
    const x = Math.min(view.right - half, Math.max(half, (a + b) / 2));
    if (b - a > 3) list.push(s('path', { d: `M${a + 1} 1H${b - 1}` }));
    if (b - a < 8 || x - half < taken) continue;
    list.push(s('text', { x, y: 15, class: 'stage' }, g.label));
    taken = x + half + 8;
  }
  return list;
}

function layerMarks(view, rows) {
  const list = [];
  for (let i = Math.floor(view.from); i < Math.min(rows.length, view.to); i++) {
    const a = Math.max(view.left, view.x(i)), b = Math.min(view.right, view.x(i + 1));
    const text = label(a, b, rows[i].name, 'layer');
    list.push(s('path', { d: `M${a + 1} 1H${b - 1}` }));
    if (text) list.push(text);
  }
  return list;
}

/** Every so many layers a number, for names that form no stages. */
function countMarks(view) {
  const span = view.to - view.from;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]
    .find((n) => span / n <= (view.right - view.left) / 70) ?? 20000;
  const list = [];
  for (let i = Math.ceil(view.from / step) * step; i < view.to; i += step) {
    list.push(s('text', { x: view.x(i + 0.5), y: 15, class: 'layer' }, `#${i}`));
  }
  return list;
}

/** Draws into `svg` what fits. */
export function drawAxis(svg, view, rows) {
  svg.setAttribute('width', view.right);
  const stages = stageMarks(view).filter(Boolean);
  const words = stages.filter((el) => el.tagName === 'text').length;
  let marks = view.pitch > 58 ? layerMarks(view, rows) : stages;
  if (view.pitch <= 58 && words < 3) marks = countMarks(view);
  svg.replaceChildren(...marks.filter(Boolean));
}
