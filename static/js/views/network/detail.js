/** Everything about one layer, beside the table. */

import { button, h, icon } from '../../dom.js';
import { integer, num, shape, size } from '../../format.js';
import { before } from '../../signs.js';

function fact(term, value, title) {
  return value !== null && value !== undefined && value !== '' && value !== false
    && h('div', { title }, h('dt', { text: term }), h('dd', {}, value));
}

/** After a resizing pixels come in fractions, of which two digits are enough. */
function axes(list) {
  if (!list?.length) return null;
  const [first, ...rest] = list.map((v) => String(Math.round(100 * v) / 100));
  return rest.every((v) => v === first) ? first : [first, ...rest].join(' × ');
}

function blobList(title, blobs) {
  return blobs.length > 0 && h('div', { class: 'blobs' }, h('dt', { text: title }),
    blobs.map((b) => h('dd', {}, h('code', { text: b.name || '–' }), ' ', shape(b.shape),
      b.note && h('small', { text: ` ${b.note}` }))));
}

function topNote(t) {
  return t.in_place ? 'in place' : '';
}

function paramBlobs(layer, rows) {
  return layer.params.map((p, i) => ({ name: p.name || `#${i}`, shape: p.shape,
    note: p.owner === null || p.owner === undefined
      ? p.count !== null && `= ${integer(p.count)}`
      : `shared with ${rows[p.owner]?.name ?? 'another layer'}` }));
}

function opWords(ops) {
  return Object.entries(ops ?? {}).filter(([key, v]) => num(v) > 0 && key !== 'macs')
    .map(([key, v]) => `${integer(v)} ${key.replace('_', '-')}`).join(', ');
}

/** @param {{close(): void, jump(line): void}} act */
export function layerDetail(row, model, state, act, old) {
  const { layer } = row;
  return h('section', { class: 'detail' },
    h('header', {}, h('h3', { text: row.name }), h('span', { class: 'tag', text: row.type }),
      button(icon('close'), act.close, { class: 'quiet', 'aria-label': 'Close the layer' })),
    h('dl', { class: 'facts' },
      blobList('reads', layer.bottoms.map((name) => bottomBlob(name, row, model))),
      blobList('makes', layer.tops.map((t) =>
        ({ name: t.name, shape: t.shape, note: topNote(t) }))),
      blobList('parameters', paramBlobs(layer, model.rows)),
      !layer.params.length && row.bounds.params
        && fact('parameters', '?', 'nothing is known of this layer type'),
      fact('memory', memoryWords(row, state.units)),
      old && String(old.memory.caffe) !== String(row.memory.caffe)
        && fact('was', memoryWords(old, state.units), 'without the what-if'),
      fact('MACs', macsWords(row)),
      fact('operations', opWords(layer.ops)),
      fact('FLOPs per byte', row.intensity > 0 && String(row.intensity),
        'operations per byte moved at least'),
      fact('moves', num(row.traffic) > 0 && size(row.traffic, state.units),
        'bottoms and parameters read once, tops written once'),
      fact('im2col buffer', num(layer.memory.buffers) > 0
        && `${integer(layer.memory.buffers)} values`,
        'Caffe’s column buffer of one item, apart from the memory figures'),
      fact('receptive field', axes(row.field), 'input pixels that one output sees'),
      fact('stride', axes(row.stride), 'input pixels between neighbouring outputs')));
}

/** A bottom with the shape that its latest producer gave it. */
function bottomBlob(name, row, model) {
  for (let i = row.index - 1; i >= 0; i--) {
    const top = model.rows[i].layer.tops.find((t) => t.name === name);
    if (top) return { name, shape: top.shape };
  }
  return { name, shape: null };
}

function macsWords({ macs, bounds }) {
  if (macs === null) return '?';
  return num(macs) > 0 ? before(bounds.macs) + integer(macs) : null;
}

function memoryWords({ memory: { caffe, blobs, live }, bounds }, units) {
  const known = (v, bound) => (v === null ? '?' : before(bound) + size(v, units));
  return [known(caffe, bounds.memory),
    blobs !== null && `new storage ${known(blobs, bounds.memory)}`,
    `alive ${known(live, bounds.alive)}`].filter(Boolean).join(' · ');
}
