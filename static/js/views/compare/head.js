import { button, h, icon } from '../../dom.js';
import { names } from '../../names.js';
import { segment } from '../../widgets/segment.js';
import { letter } from './entries.js';

/** The first axis of the first output that has a shape. */
function batchOf(entry) {
  return entry.model.rows.find((r) => r.dims?.length > 1)?.dims[0];
}

/** Memory and MACs of different batches are not like for like: say so. */
export function batchNote(loaded, state, set) {
  const sizes = loaded.map(batchOf);
  if (state.batch) {
    return h('section', { class: 'banner info' }, `All with batch ${state.batch}. `,
      button('As in the files', () => set({ batch: '' }, true), { class: 'link' }));
  }
  if (new Set(sizes).size < 2) return null;
  const words = sizes.map((n, i) => `${letter(i)} ${n ?? '?'}`).join(', ');
  return h('section', { class: 'banner info' }, h('strong', { text: 'The batches differ' }),
    ` (${words}): `
    + 'memory and MACs of the batch are not like for like. ',
  button('Compare with batch 1', () => set({ batch: '1' }, true), { class: 'link' }));
}

function baseline(loaded, state, set) {
  const select = h('select',
    { 'aria-label': 'Baseline', on: { change: (e) => set({ base: +e.target.value }, true) } },
    names(loaded.map((e) => e.network))
      .map((name, i) => h('option', { value: String(i), selected: i === state.base,
      text: `${letter(i)}  ${name}` })));
  return h('label', { class: 'check' }, 'against ', select);
}

/** @param {{title, note, set, share(), add()}} act */
export function compareHead(loaded, state, act) {
  const units = segment('Units', [['MiB', 'MiB', '1 MiB = 1,048,576 bytes'],
    ['MB', 'MB', '1 MB = 1,000,000 bytes']],
    state.units, (units) => act.set({ units }));
  return h('header', { class: 'pagehead' },
    h('div', { class: 'titles' },
      h('h1', { text: act.title || `${loaded.length} networks side by side` }),
      act.note && h('p', { class: 'meta', text: act.note })),
    h('div', { class: 'controls' }, baseline(loaded, state, act.set), units,
      act.add && button('Add…', act.add, { title: 'Add networks (c)' }),
      button([icon('share'), 'Share'], act.share, { class: 'primary', title: 'Share (s)' })));
}
