/** The list's columns: the three answers of every network. */

import { button, h, icon } from '../../dom.js';
import { date, integer, num, short, size } from '../../format.js';
import { before, signOf } from '../../signs.js';

/** The summary that a list shows: TEST, or TRAIN where TEST is empty. */
export function answers(n) {
  const { TEST, TRAIN } = n.summary ?? {};
  if (TEST && (TEST.layers > 0 || !TRAIN?.layers)) return { ...TEST, phase: 'TEST' };
  return TRAIN ? { ...TRAIN, phase: 'TRAIN' } : { phase: '' };
}

const value = (key) => (n) => {
  const v = num(answers(n)[key]);
  return Number.isNaN(v) ? null : v;
};

const VALUES = {
  name: (n) => n.name, layers: value('layers'), params: value('params'),
  memory: value('memory_bytes'), macs: value('macs_per_item'), created: (n) => n.created,
};

function most(list, key) {
  return Math.max(1, ...list.map((n) => VALUES[key](n) ?? 0));
}

function bar(text, n, key, max, title) {
  const x = (VALUES[key](n) ?? 0) / max;
  return h('span', { class: 'figure', title, css: { '--share': `${(x * 100).toFixed(1)}%` } },
    text);
}

/** Memory is that of the file's batch, so a batch beyond 1 is named. */
function batchMark(n) {
  return batchOf(n) > 1 && h('small', { class: 'note', text: `batch ${integer(batchOf(n))}` });
}

function batchOf(n) {
  const { macs, macs_per_item: one } = answers(n);
  const batch = num(macs) / num(one);
  return Number.isInteger(batch) ? batch : null;
}

function verdict(n) {
  if (n.status === 'invalid') return h('small', { class: 'tag bad', text: 'invalid' });
  if (n.status === 'partial') return h('small',
    { class: 'tag warn', title: 'some layers are unknown: totals are lower bounds',
      text: 'partial' });
  return n.caffe_loads === false
    && h('small', { class: 'tag', title: 'Stock Caffe would refuse this file',
      text: 'not stock Caffe' });
}

function nameCell(n) {
  const a = answers(n);
  return [h('a', { class: 'name', href: n.href ?? `/n/${n.id}`, title: n.file, text: n.name }),
    verdict(n),
    a.phase === 'TRAIN' && h('small', { class: 'tag', title: 'nothing to show in TEST',
      text: 'TRAIN' }),
    n.origin === 'zoo' ? h('small', { class: 'tag', text: 'bundled' })
      : n.file !== n.name && h('small', { class: 'note from', text: n.file }),
    batchMark(n)];
}

function tools(n, act) {
  return h('span', { class: 'tools' },
    button(icon('pencil'), () => act.rename(n),
      { class: 'quiet', 'aria-label': `Rename ${n.name}`, title: 'Rename' }),
    button(icon('trash'), () => act.remove(n),
      { class: 'quiet', 'aria-label': `Delete ${n.name}`, title: 'Delete' }));
}

/** @param {{toggle(id), rename(n), remove(n)}} act */
export function homeColumns(list, state, act) {
  const max = { params: most(list, 'params'), memory: most(list, 'memory'),
    macs: most(list, 'macs') };
  const sign = (n) => before(signOf(answers(n).lower_bound, answers(n).doubtful));
  const words = (n, key, f) => {
    const v = answers(n)[key];
    return v === undefined || v === null ? '?' : sign(n) + f(v);
  };
  return [
    { key: 'pick', title: h('span', { class: 'offscreen', text: 'Chosen' }), width: ['2.4rem', 0],
      cell: (n) => h('input', { type: 'checkbox', checked: state.pick.includes(n.id),
        'aria-label': `Choose ${n.name}`,
        on: { change: () => act.toggle(n.id) } }) },
    { key: 'name', title: 'Name', width: ['var(--w-name)', 2], sort: VALUES.name, cell: nameCell },
    { key: 'layers', title: 'Layers', num: true, width: ['var(--w-layers, 6.2rem)', .6],
      sort: VALUES.layers,
      hint: 'Caffe’s layers_.size(); in brackets those with weights',
      cell: (n) => [integer(answers(n).layers),
        h('small', { class: 'core-count', text: ` (${integer(answers(n).core_layers)})` })] },
    { key: 'params', title: 'Parameters', num: true, class: 'amount',
      width: ['var(--w-figure)', 1], sort: VALUES.params,
      cell: (n) => bar(words(n, 'params', integer), n, 'params', max.params) },
    { key: 'memory', title: 'Memory', num: true, class: 'amount', width: ['7rem', 1],
      sort: VALUES.memory,
      hint: 'forward pass of the file’s batch, as Caffe’s log counts',
      cell: (n) => bar(words(n, 'memory_bytes', (v) => size(v, state.units)), n, 'memory',
        max.memory,
        `${integer(answers(n).memory_bytes)} bytes, batch ${batchOf(n) ?? '?'}`) },
    { key: 'macs',
      title: h('span', {}, 'MACs', h('span', { class: 'per-item', text: ' per item' })),
      num: true, class: 'amount', width: ['7rem', 1], sort: VALUES.macs,
      hint: 'multiply-accumulates, 1 MAC = 2 FLOPs',
      cell: (n) => bar(words(n, 'macs_per_item', short), n, 'macs', max.macs,
        integer(answers(n).macs_per_item)) },
    { key: 'created', title: 'Added', num: true, width: ['6.6rem', .7], class: 'faint',
      sort: VALUES.created,
      cell: (n) => date(n.created) },
    { key: 'tools', title: h('span', { class: 'offscreen', text: 'Tools' }),
      width: ['4.6rem', 0], cell: (n) => tools(n, act) },
  ];
}

homeColumns.values = VALUES;
