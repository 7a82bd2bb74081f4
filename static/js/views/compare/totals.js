/** Totals side by side, with difference and ratio to the baseline. */

import { button, h, icon } from '../../dom.js';
import { difference, integer, num, ratio, short, signed, size } from '../../format.js';
import { bytes } from '../../model.js';
import { names } from '../../names.js';
import { restsOn } from '../../rests.js';
import { before, signOf } from '../../signs.js';
import { boundOf, BOUNDS } from './bounds.js';
import { letter, optionWords, pageOf } from './entries.js';

const unknown = (t) => signOf(t.unknown_layers > 0, false);
const ofAmount = (key) => (t) => signOf(t.memory[key].lower_bound, t.memory[key].doubtful);
const ofMacs = (t) => signOf(t.macs_lower_bound, t.macs_doubtful);

/** [title, hint, value(totals), words(value, units), its sign(totals)] */
const ROWS = [
  ['Layers', 'Caffe’s layers_.size()', (t) => t.layers, integer, () => ''],
  ['with weights', 'convolution, fully connected, recurrent …', (t) => t.core_layers, integer,
    unknown],
  ['Parameters', 'sum of learnable_params', (t) => t.params, integer,
    (t) => signOf(t.params_lower_bound, t.params_doubtful)],
  ['Weights', 'bytes of the parameters', (t) => bytes(t.memory.weights), size,
    ofAmount('weights')],
  ['Memory, Caffe’s log', 'every top of every layer', (t) => bytes(t.memory.caffe), size,
    ofAmount('caffe')],
  ['Memory, distinct blobs', 'each storage once', (t) => bytes(t.memory.blobs), size,
    ofAmount('blobs')],
  ['Memory, peak', 'the most that is alive at once', (t) => bytes(t.memory.peak), size,
    ofAmount('peak')],
  ['MACs per item', '1 MAC = 2 FLOPs', (t) => t.macs_per_item, (v) => short(v),
    ofMacs],
  ['MACs of the batch', '1 MAC = 2 FLOPs', (t) => t.macs, (v) => short(v),
    ofMacs],
];

function rests(doc) {
  const words = restsOn(doc);
  return words && h('small', { class: 'rests', text: words });
}

function networkHead(entry, name, i, state, act, removable) {
  const base = i === state.base;
  return h('th', { scope: 'col', class: base ? 'base' : '' },
    h('span', { class: 'who' }, h('span', { class: 'letter', text: letter(i) }),
      h('a', { href: pageOf(entry), title: entry.network.file, text: name }),
      removable && button(icon('close'), () => act.drop(i),
        { class: 'quiet drop', 'aria-label': `Remove ${entry.network.name}` })),
    h('span', { class: 'headtools' },
      h('small', { class: 'note',
        text: optionWords({ phase: entry.model.doc.state.phase, ...entry.options }) }),
          base ? h('small', { class: 'tag', text: 'baseline' })
      : button('set as baseline', () => act.set({ base: i }, true), { class: 'link' }),
      rests(entry.model.doc)));
}

/** The difference, a bound of it where one of the two is a lower bound. */
function against(base, v, words, bound) {
  const d = difference(base, v);
  if (d === null) return h('small', { class: 'delta' });
  if (bound === '?') return h('small', { class: 'delta', title: BOUNDS['?'], text: '?' });
  if (bound) {
    return h('small', { class: 'delta', title: BOUNDS[bound] }, `${bound} ${signed(d, words)}`);
  }
  if (d === 0n) return h('small', { class: 'delta', text: 'same' });
  return h('small', { class: d > 0n ? 'delta more' : 'delta less' },
    `${signed(d, words)}  `, h('b', { text: ratio(base, v) }));
}

/** `sign`: what stands before it; `baseSign`: before the baseline's. */
function cell(v, base, { isBase, most, words, sign, baseSign }) {
  const known = v !== null && v !== undefined;
  return h('td', { class: isBase ? 'num base' : 'num' },
    h('span', { class: 'figure', title: integer(v),
      css: { '--share': `${(num(v) / most * 100 || 0).toFixed(1)}%` } },
      before(sign), known ? words(v) : '?'),
    !isBase && known && against(base, v, words, boundOf(sign, baseSign)));
}

function row([title, hint, value, words, signIn], loaded, state) {
  const values = loaded.map((e) => value(e.model.totals) ?? null);
  const most = Math.max(1, ...values.map((v) => num(v) || 0));
  const say = (v) => words(v, state.units);
  const signs = loaded.map((e) => signIn(e.model.totals));
  return h('tr', {}, h('th', { scope: 'row', title: hint, text: title }),
    values.map((v, i) => cell(v, values[state.base], { isBase: i === state.base, most, words: say,
      sign: signs[i], baseSign: signs[state.base] })));
}

/** @param {{set, drop(i)}} act */
export function totalsTable(loaded, state, act) {
  return h('div', { class: 'totalsbox', tabindex: '0', role: 'region',
    'aria-label': 'Totals, scrollable' },
    h('table', { class: loaded.length > 4 ? 'totals many' : 'totals', 'aria-label': 'Totals',
      css: { '--n': String(loaded.length) } },
      h('thead', {}, h('tr', {}, h('td'), names(loaded.map((e) => e.network)).map((name, i) =>
        networkHead(loaded[i], name, i, state, act, loaded.length > 2)))),
      h('tbody', {}, ROWS.map((r) => row(r, loaded, state)))));
}
