/** Mouse and keyboard on the graph. */

import { walk } from './walk.js';

/** @param {{unfold(group), read(node), hover(layer), pick(layer)}} act */
export function graphHands(view, act) {
  const { element, svg } = view;
  let graph = null, at = null, over = null;

  element.setAttribute('tabindex', '0');
  element.setAttribute('role', 'listbox');
  element.setAttribute('aria-label', 'Graph of the layers');
  element.setAttribute('aria-keyshortcuts', 'ArrowUp ArrowDown ArrowLeft ArrowRight Enter');

  function goTo(node, look = true) {
    if (!node) return;
    at = node;
    view.mark('at', node);
    element.setAttribute('aria-activedescendant', `box-${node.key}`);
    if (look) { view.reveal(node); act.read(node); }
  }
  function choose(node, layer) {
    goTo(node, false);
    if (layer !== undefined) act.pick(layer);
    else if (node.group) act.unfold(node.group);
    else act.pick(node.row.index);
  }
  function moved(event) {
    const node = view.at(event.clientX, event.clientY);
    svg.classList.toggle('over', Boolean(node));
    if (node === over) return;
    over = node;
    view.mark('hover', node);
    act.read(node);
    act.hover(node ? node.row.index : -1);
  }
  function left() {
    over = null;
    view.mark('hover', null);
    act.read(null);
    act.hover(-1);
  }
  svg.addEventListener('pointermove', (e) => !e.buttons && moved(e));
  svg.addEventListener('pointerleave', left);
  svg.addEventListener('click', (e) => {
    const chip = e.target.closest('[data-layer]')?.dataset.layer;
    const node = view.at(e.clientX, e.clientY);
    if (node) choose(node, chip === undefined ? undefined : Number(chip));
  });
  const KEYS = {
    Enter: () => at && choose(at), ' ': () => at && choose(at),
    '+': () => view.zoomBy(1.4), '-': () => view.zoomBy(1 / 1.4), 0: () => view.fit(true),
  };
  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !graph) return;
    const node = walk(graph, at ?? graph.nodes[0], event.key);
    if (node === undefined && !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (node) goTo(node);
    else KEYS[event.key]?.();
  });
  return {
    goTo,
    /** Another graph: the cursor stays on its layer. */
    show(next) {
      graph = next;
      goTo((at && graph.nodeOf.get(at.row.index)) ?? graph.nodes[0], false);
    },
  };
}
