/** How much room words take, and how large a box has to be for its own. */

import { marksOf } from './marks.js';

/** Font of each kind of text, as graph.css has it: [style, width of a letter]. */
const FONTS = { name: ['600 12.5px', 7], kind: ['11px', 6], chip: ['10px', 5.6],
  mid: ['600 18px', 10], tag: ['9.5px', 5.4] };
const LEAST = 112, MOST = 200;
/** For "102,764,544". */
const FIGURE = 66;
const PAD = 11;
/** Before the name of a group. */
export const FOLD_MARK = 15;
export const CHIP_ROW = 17;

const known = new Map();
let pen = null, family = 'sans-serif';

/** Words are measured in the page's typeface; without a page by the letter. */
export function measureWith(context, fontFamily) {
  [pen, family] = [context, fontFamily];
  known.clear();
}

export function widthOf(text, kind) {
  const key = `${kind} ${text}`;
  let width = known.get(key);
  if (width !== undefined) return width;
  const [style, letter] = FONTS[kind];
  if (pen) pen.font = `${style} ${family}`;
  width = pen ? pen.measureText(text).width : text.length * letter;
  if (known.size < 50000) known.set(key, width);
  return width;
}

/** Names differ at their ends: the beginning goes where there is no room. */
export function trimmed(text, kind, room) {
  if (widthOf(text, kind) <= room) return text;
  let from = Math.max(1, text.length - Math.floor(room / FONTS[kind][1] * 1.6));
  while (from < text.length && widthOf(`…${text.slice(from)}`, kind) > room) from += 1;
  const part = /[/_.-]/.exec(text.slice(from, -2));
  if (part && part.index < (text.length - from) / 2) from += part.index + 1;
  return from < text.length ? `…${text.slice(from)}` : '…';
}

/** The chips of layers in place: as many as fit, and how many more. */
export function chipsIn(node) {
  const shown = [];
  let x = PAD;
  for (const row of node.chips) {
    const width = widthOf(row.type, 'chip') + 10;
    if (x + width > node.width - (shown.length + 1 < node.chips.length ? 30 : PAD - 4)) break;
    shown.push({ row, x, width, text: row.type });
    x += width + 3;
  }
  const more = node.chips.length - shown.length;
  if (more) {
    shown.push({ row: node.chips[shown.length], x, width: 22, text: `+${more}` });
  }
  return shown;
}

/** Tags at the right of the name, from the right: {mark, text, x, width}. */
export function tagsIn(node, rows) {
  let right = node.width - 6;
  return marksOf(node, rows).map((mark) => ({ mark, text: mark.text(node) }))
    .filter((t) => t.text).map((t) => {
      const width = widthOf(t.text, 'tag') + 8;
      right -= width + 3;
      return { ...t, x: right + 3, width };
    });
}

/** Sets width and height of every box. */
export function size(graph, rows) {
  for (const node of graph.nodes) {
    let tags = node.group ? FOLD_MARK : 0, chips = 0;
    for (const mark of marksOf(node, rows)) {
      const text = mark.text(node);
      if (text) tags += widthOf(text, 'tag') + 11;
    }
    for (const row of node.chips) chips += widthOf(row.type, 'chip') + 13;
    const words = Math.max(widthOf(node.name, 'name') + tags,
      widthOf(node.type, 'kind') + 10 + FIGURE, chips) + 2 * PAD;
    node.width = Math.ceil(Math.min(MOST, Math.max(LEAST, words)));
    node.height = 44 + (node.chips.length ? CHIP_ROW : 0);
  }
}
