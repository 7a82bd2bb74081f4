import { h } from '../dom.js';
import { openDialog } from './dialog.js';

/** @param {string[][]} keys rows of keys.js */
export function openHelp(keys) {
  if (document.querySelector('dialog[open]')) return;
  const list = keys.map(([key, text]) => [h('dt', {}, h('kbd', { text: key })),
    h('dd', { text })]);
  openDialog('Keyboard', h('div', {},
    h('dl', { class: 'keys' }, list),
    h('p', { class: 'note', text: 'On the graph: the arrow keys walk along its edges, Enter '
      + 'chooses a layer or unfolds a block, + and − zoom, 0 shows all.' }),
    h('p', { class: 'note', text: 'On a chart: ← and → walk through the layers, '
      + 'Home and End jump, + and − zoom, 0 shows all. Ctrl + wheel zooms, dragging moves.' })));
}
