import { button, h, icon } from '../../dom.js';
import { integer } from '../../format.js';
import { segment } from '../../widgets/segment.js';
import { letter } from './entries.js';

/** The totals that a stored comparison keeps, and the same ones now. */
const KEPT = [['layers', (t) => t.layers], ['params', (t) => t.params],
  ['memory_bytes', (t) => t.memory.caffe.bytes], ['macs', (t) => t.macs]];
const WORDS = { layers: 'layers', params: 'parameters', memory_bytes: 'bytes of memory', macs: 'MACs' };

/** Where the figures are no longer those of the day when the link was made. */
export function agedNote(stored, loaded) {
  const lines = loaded.flatMap((e) => {
    const at = stored.networks.findIndex((n) => n.present && n.id === e.id);
    const then = stored.figures?.[at] ?? {};
    return KEPT.filter(([key, now]) => then[key] !== undefined && String(then[key]) !== String(now(e.model.totals)))
      .map(([key, now]) => h('li', { text: `${e.network.name}: ${integer(then[key])} ${WORDS[key]} then, ${integer(now(e.model.totals))} now` }));
  });
  return lines.length > 0 && h('section', { class: 'banner warn' },
    h('strong', { text: `netweight ${stored.analyzer}, which made this link, counted otherwise` }), h('ul', {}, lines));
}

/** What is known of a network that is gone. */
function gone(n, then) {
  return h('li', {}, 'a network with sha256 ', h('code', { text: n.sha256 }),
    then && ` (${integer(then.layers)} layers, ${integer(then.params)} parameters when the link was made)`);
}

/** Networks that a link names and this server does not have. */
export function missingNote(missing, stored) {
  if (!missing.length) return null;
  return h('section', { class: 'banner warn' },
    h('strong', { text: 'Missing here: ' }), 'this link also names ',
    h('ul', {}, missing.map((n) => gone(n, stored?.figures?.[stored.networks.indexOf(n)]))),
    h('p', { text: 'Drop the files anywhere and open the link again: they are recognised by their content.' }));
}

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
  return h('section', { class: 'banner info' }, h('strong', { text: 'The batches differ' }), ` (${words}): `
    + 'memory and MACs of the batch are not like for like. ',
  button('Compare with batch 1', () => set({ batch: '1' }, true), { class: 'link' }));
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
