/** The body of a long table, in blocks of rows.  Blocks in sight are filled at
 *  once, the others when there is time: nobody waits for 10,000 rows.  Of a very long
 *  table only those near what is in sight are kept as elements. */

import { h } from '../dom.js';

export const BLOCK = 50;
const AT_ONCE = 2;
/** Elements of more blocks cost more memory and time than they are worth. */
const MOST = 60;

const later = window.requestIdleCallback
  ?? ((f) => setTimeout(() => f({ timeRemaining: () => 8 }), 16));

/** @param {number} count of rows
 *  @param {{make(position): HTMLElement, renew(el, position)}} rows renew: shows another
 *    row of the same kind in the elements of the one before */
export function tableBlocks(count, rows) {
  const blocks = [];
  const long = count > MOST * BLOCK;
  let filled = [], stopped = false, waiting = false;

  function makeRows(block) {
    const end = Math.min(count, block.from + BLOCK);
    block.body.append(...Array.from({ length: end - block.from }, (_, i) =>
      rows.make(block.from + i)));
    filled.push(block);
  }
  function renewRows(block) {
    [...block.body.children].forEach((el, i) => rows.renew(el, block.from + i));
  }
  function fill(block) {
    if (!block.fresh) (block.body.firstChild ? renewRows : makeRows)(block);
    block.fresh = true;
  }
  /** Takes the elements back of the blocks that were out of sight for longest. */
  function spare() {
    if (!long || filled.length <= MOST) return;
    const gone = filled.filter((b) => !b.seen).slice(0, filled.length - MOST);
    for (const block of gone) {
      block.body.replaceChildren();
      block.fresh = false;
    }
    filled = filled.filter((b) => b.body.firstChild);
  }
  function sight(block, seen) {
    block.seen = seen;
    if (!seen) return;
    fill(block);
    filled = [...filled.filter((b) => b !== block), block];
    spare();
  }
  for (let from = 0; from < count; from += BLOCK) {
    const block = { from, fresh: false, seen: blocks.length < AT_ONCE,
      body: h('tbody', { role: 'rowgroup',
        css: { '--rows': String(Math.min(BLOCK, count - from)) } }) };
    block.body.addEventListener('contentvisibilityautostatechange',
      (e) => sight(block, !e.skipped));
    blocks.push(block);
  }
  const fillAll = () => blocks.forEach(fill);
  function idle(deadline) {
    waiting = false;
    for (const block of long ? filled : blocks) {
      if (stopped) return;
      if (block.fresh) continue;
      fill(block);
      if (deadline.timeRemaining() < 4) return void fillLater();
    }
  }
  function fillLater() {
    if (!waiting) later(idle);
    waiting = true;
  }
  function fillSeen() {
    blocks.filter((b) => b.seen).forEach(fill);
    fillLater();
  }
  fillSeen();
  window.addEventListener('beforeprint', fillAll);
  return {
    bodies: blocks.map((b) => b.body),
    /** The element of the row at this place; made, and as it should be, where it is
     *  `wanted`, else what there is of it. */
    row(position, wanted) {
      const block = blocks[Math.floor(position / BLOCK)];
      if (wanted) fill(block);
      return block.body.children[position % BLOCK] ?? null;
    },
    /** All rows show something else now. */
    renew() {
      for (const block of blocks) block.fresh = false;
      fillSeen();
    },
    stop() {
      stopped = true;
      window.removeEventListener('beforeprint', fillAll);
    },
  };
}
