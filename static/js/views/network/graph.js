/** The graph's place on the page.  Its modules are asked for, and it is laid out, when it
 *  first comes near the window: pages open as fast as without it. */

import { h } from '../../dom.js';

const NEAR = '250px';

/** @param {{set(patch, step?), hover(i), pick(i)}} act */
export function graphSection(model, state, act) {
  const element = h('section', { class: 'graphs', 'aria-label': 'Graph' },
    h('header', { class: 'bar2' }, h('h2', { text: 'Graph' })));
  let panel = null, closed = false, wanted = false;
  const watch = new IntersectionObserver((seen) => seen.some((e) => e.isIntersecting) && load(),
    { rootMargin: NEAR });
  watch.observe(element);
  async function load() {
    watch.disconnect();
    const { graphPanel } = await import('../../graph/panel.js');
    if (closed) return;
    panel = graphPanel(element, model, state, act);
    if (wanted) focus();
  }
  const focus = () => element.querySelector('.graphbox')?.focus({ preventScroll: true });
  return {
    element,
    setModel(next, now) {
      [model, state] = [next, now];
      panel?.setModel(next, now);
    },
    update(next, changed) {
      state = next;
      panel?.update(next, changed);
    },
    hover: (i) => panel?.hover(i),
    pick: (i) => panel?.pick(i),
    /** Brings it into sight, with the keyboard in it. */
    show() {
      element.scrollIntoView({ block: 'start' });
      wanted = true;
      focus();
    },
    close() {
      closed = true;
      watch.disconnect();
      panel?.close();
    },
  };
}
