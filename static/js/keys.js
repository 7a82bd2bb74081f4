/** The keyboard: one row per key, shown by `?`. */

import { view } from './router.js';
import { openHelp } from './widgets/help.js';

/** [key, what it does, the view's action] */
export const KEYS = [
  ['/', 'find', 'find'],
  ['j', 'next row', 'next'],
  ['k', 'previous row', 'previous'],
  ['Enter', 'open the row', 'open'],
  ['g', 'to the graph', 'graph'],
  ['x', 'select the row', 'select'],
  ['c', 'compare', 'compare'],
  ['d', 'differences only', 'differences'],
  ['p', 'TRAIN or TEST', 'phase'],
  ['u', 'MiB or MB', 'units'],
  ['s', 'share a link', 'share'],
  ['?', 'this help', 'help'],
];

function typing(target) {
  return target.closest?.(
    'input:not([type=checkbox]), textarea, select, [contenteditable], dialog');
}

/** Those that do something on this page. */
const working = () => KEYS.filter(([, , act]) => act === 'help' || view()?.keys?.[act]);

function handle(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const row = KEYS.find(([key]) => key === event.key);
  if (!row) return;
  if (event.key === 'Enter'
    && event.target.closest('a, button, summary, [role=slider], input')) return;
  const act = row[2] === 'help' ? () => openHelp(working()) : view()?.keys?.[row[2]];
  if (!act) return;
  event.preventDefault();
  act();
}

export function startKeys(helpButton) {
  document.addEventListener('keydown', handle);
  helpButton.addEventListener('click', () => openHelp(working()));
}
