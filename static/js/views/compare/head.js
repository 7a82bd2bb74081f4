import { button, h, icon } from '../../dom.js';
import { segment } from '../../widgets/segment.js';
import { letter } from './entries.js';

/** Networks that a link names and this server does not have. */
export function missingNote(missing) {
  if (!missing.length) return null;
  return h('section', { class: 'banner warn' },
    h('strong', { text: 'Missing here: ' }), 'this link also names ',
    h('ul', {}, missing.map((n) => h('li', {}, 'a network with sha256 ',
      h('code', { text: n.sha256 })))),
    h('p', { text: 'Drop the files on the start page and open the link again: they are recognised by their content.' }));
}

function baseline(loaded, state, set) {
  const select = h('select', { 'aria-label': 'Baseline', on: { change: (e) => set({ base: +e.target.value }, true) } },
    loaded.map((e, i) => h('option', { value: String(i), selected: i === state.base,
      text: `${letter(i)}  ${e.network.name}` })));
  return h('label', { class: 'check' }, 'against ', select);
}

/** @param {{title, note, set, share(), add()}} act */
export function compareHead(loaded, state, act) {
  const units = segment('Units', [['MiB', 'MiB', '1 MiB = 1,048,576 bytes'], ['MB', 'MB', '1 MB = 1,000,000 bytes']],
    state.units, (units) => act.set({ units }));
  return h('header', { class: 'pagehead' },
    h('div', { class: 'titles' },
      h('h1', { text: act.title || `${loaded.length} networks side by side` }),
      act.note && h('p', { class: 'meta', text: act.note })),
    h('div', { class: 'controls' }, baseline(loaded, state, act.set), units,
      button('Add…', act.add, { title: 'Add networks (c)' }),
      button([icon('share'), 'Share'], act.share, { class: 'primary', title: 'Share (s)' })));
}
