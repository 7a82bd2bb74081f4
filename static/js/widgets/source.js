/** The file itself, with line numbers: only the lines in sight are elements. */

import { h, replace } from '../dom.js';

const LINE = 18;
const SPARE = 20;

function lineElement(text, number, lit) {
  return h('div', { class: lit ? 'ln lit' : 'ln', css: { top: `${(number - 1) * LINE}px` } },
    h('span', { class: 'no', text: String(number) }), h('span', { class: 'tx', text }));
}

/** The last line of the block that starts at `first`: its closing brace. */
export function blockEnd(lines, first) {
  let depth = 0;
  for (let i = first - 1; i < lines.length; i++) {
    const bare = lines[i].replace(/#.*/, '').replace(/"[^"]*"|'[^']*'/g, '');
    for (const c of bare) depth += c === '{' || c === '<' ? 1 : c === '}' || c === '>' ? -1 : 0;
    if (depth <= 0 && (i > first - 1 || /[}>]/.test(bare))) return i + 1;
  }
  return first;
}

/** @param {string} text @param {Map<number, string>} [notes] line -> message */
export function sourceView(text) {
  const lines = text.split('\n');
  const sheet = h('div', { class: 'sheet', css: { height: `${lines.length * LINE}px` } });
  const box = h('div', { class: 'source', tabindex: '0', role: 'region',
    'aria-label': 'Source of the file' }, sheet);
  let from = 0, to = 0;

  function draw() {
    const first = Math.max(0, Math.floor(box.scrollTop / LINE) - SPARE);
    const last = Math.min(lines.length, first + Math.ceil(box.clientHeight / LINE) + 2 * SPARE);
    const list = [];
    for (let i = first; i < last; i++) {
      list.push(lineElement(lines[i], i + 1, i + 1 >= from && i + 1 <= to));
    }
    replace(sheet, list);
  }
  box.addEventListener('scroll', draw, { passive: true });
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return {
    element: box,
    /** Lights a layer's block (0: nothing) and brings it into sight. */
    light(line) {
      from = line;
      to = line ? blockEnd(lines, line) : 0;
      if (line) box.scrollTop = Math.max(0, (line - 4) * LINE);
      draw();
    },
    close: () => watch.disconnect(),
  };
}
