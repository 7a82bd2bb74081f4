/** The body of a long table, in blocks of rows.  Blocks in sight are filled at
 *  once, the others when there is time: nobody waits for 10,000 rows. */

import { h } from '../dom.js';

export const BLOCK = 50;
const AT_ONCE = 6;

const later = window.requestIdleCallback
  ?? ((f) => setTimeout(() => f({ timeRemaining: () => 8 }), 16));

/** @param {(row: object, position: number) => HTMLElement} makeRow */
export function tableBlocks(rows, makeRow) {
  const blocks = [];
  let stopped = false;

  function fill(block) {
    if (block.done) return;
    block.done = true;
    block.body.append(...rows.slice(block.from, block.from + BLOCK)
      .map((row, i) => makeRow(row, block.from + i)));
  }
  for (let from = 0; from < rows.length; from += BLOCK) {
    const block = { from, done: false, body: h('tbody', { role: 'rowgroup',
      css: { '--rows': String(Math.min(BLOCK, rows.length - from)) } }) };
    block.body.addEventListener('contentvisibilityautostatechange', (e) => e.skipped
      || fill(block));
    blocks.push(block);
    if (blocks.length <= AT_ONCE) fill(block);
  }
  const fillAll = () => blocks.forEach(fill);
  function idle(deadline) {
    let block;
    while (!stopped && (block = blocks.find((b) => !b.done))) {
      fill(block);
      if (deadline.timeRemaining() < 4) return void later(idle);
    }
  }
  if (blocks.length > AT_ONCE) later(idle);
  window.addEventListener('beforeprint', fillAll);
  return {
    bodies: blocks.map((b) => b.body),
    /** Makes sure that the row at this place exists. */
    ensure: (position) => blocks[Math.floor(position / BLOCK)]
      && fill(blocks[Math.floor(position / BLOCK)]),
    stop() {
      stopped = true;
      window.removeEventListener('beforeprint', fillAll);
    },
  };
}
