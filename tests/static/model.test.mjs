import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterRows, fold, placesIn, sortRows, stageOf, stages, toModel, total, typeCounts } from '../../static/js/model.js';

const layer = (index, name, type, extra = {}) => ({ index, name, type, line: index + 1, inserted: false,
  core: type === 'Convolution', known: true, bottoms: [], params: [], param_count: 0, macs: 0,
  tops: [{ name, shape: [1, 2], count: 2, in_place: false }],
  memory: { caffe: 2, blobs: 2, live: 4, buffers: 0 }, ...extra });
const model = (layers, bits = 16, blocks = {}) =>
  toModel({ layers, blocks, options: { dtype_bits: bits }, totals: { memory: {} } });

test('elements become bytes by the size of the number type', () => {
  const { rows } = model([layer(0, 'a', 'ReLU')]);
  assert.deepEqual(rows[0].memory, { caffe: 4, blobs: 4, live: 8 });
});

test('elements beyond 2^53 stay exact', () => {
  const big = { caffe: '9007199254740993', blobs: 0, live: 0, buffers: 0 };
  const { rows } = model([layer(0, 'a', 'ReLU', { memory: big })], 32);
  assert.equal(rows[0].memory.caffe, '36028797018963972');
});

test('a fold has a row per block, and says where each layer is', () => {
  const layers = ['data', 'conv1', 'relu1', 'fc2'].map((n, i) => layer(i, n, i === 1 ? 'Convolution' : 'ReLU'));
  const made = model(layers, 32, { stage: [{ name: 'conv1', first: 1, last: 2, repeats: 1, param_count: 7, macs: 9,
    memory: { caffe: 4, blobs: 2, live: 5, buffers: 0 }, intensity: 1.5, traffic: 16 }] });
  const list = fold(made, 'stage');
  assert.deepEqual(list.map((r) => r.name), ['data', 'conv1', 'fc2']);
  assert.deepEqual(placesIn(list), [0, 1, 1, 2]);
  assert.deepEqual([list[1].type, list[1].core, list[1].params, list[1].memory.live], ['2 layers', true, 7, 20]);
  assert.deepEqual(fold(made, '').map((r) => r.index), [0, 1, 2, 3]);
});

test('stages follow the digits in names', () => {
  assert.equal(stageOf('res4b22_branch2a'), '4');
  assert.equal(stageOf('data'), 'data');
  const { rows } = model(['data', 'conv1', 'relu1', 'conv2_1', 'bn2'].map((n, i) =>
    layer(i, n, n.startsWith('conv') ? 'Convolution' : 'ReLU')));
  assert.deepEqual(stages(rows).map((g) => [g.label, g.from, g.to]),
    [['data', 0, 1], ['conv1', 1, 3], ['conv2', 3, 5]]);
});

test('filter by words and types', () => {
  const { rows } = model([layer(0, 'conv1', 'Convolution'), layer(1, 'relu1', 'ReLU'), layer(2, 'conv2', 'Convolution')]);
  assert.deepEqual(filterRows(rows, 'CONV 2', []).map((r) => r.name), ['conv1', 'conv2']);
  assert.deepEqual(filterRows(rows, '2', ['Convolution']).map((r) => r.name), ['conv1', 'conv2']);
  assert.deepEqual(filterRows(rows, 'relu', []).map((r) => r.name), ['relu1']);
});

test('unknown values sort last both ways', () => {
  const rows = [{ index: 0, v: 1 }, { index: 1, v: null }, { index: 2, v: 3 }];
  assert.deepEqual(sortRows(rows, (r) => r.v, true).map((r) => r.index), [2, 0, 1]);
  assert.deepEqual(sortRows(rows, (r) => r.v, false).map((r) => r.index), [0, 2, 1]);
});

test('totals are exact and count what is unknown', () => {
  const rows = [{ p: '9007199254740993' }, { p: 2 }, { p: null }];
  assert.deepEqual(total(rows, (r) => r.p), { sum: '9007199254740995', unknown: 1 });
});

test('types by frequency', () => {
  assert.deepEqual(typeCounts([{ type: 'B' }, { type: 'A' }, { type: 'A' }]), [['A', 2], ['B', 1]]);
});

test('what is not known is neither zero nor exact', () => {
  const part = { caffe: 0, blobs: 0, live: 6, buffers: 0, lower_bound: true };
  const { rows } = model([layer(0, 'a', 'Foo', { memory: part, macs: 0, macs_lower_bound: true,
    intensity: 0, ops_lower_bound: true,
    param_count: 8, param_count_lower_bound: true }), layer(1, 'b', 'ReLU')]);
  assert.equal(rows[0].memory.caffe, null);
  assert.equal(rows[0].macs, null);
  assert.equal(rows[0].params, 8);
  assert.equal(rows[0].intensity, null);
  assert.deepEqual(rows[0].bounds, { params: '≥', macs: '≥', memory: '≥', alive: '' });
  assert.deepEqual(total(rows, (r) => r.params, (r) => r.bounds.params), { sum: '8', unknown: 1 });
  assert.deepEqual(total(rows, (r) => r.macs, (r) => r.bounds.macs), { sum: '0', unknown: 1 });
});

test('a layer or a group of which nothing is known has no figure at all', () => {
  const none = { caffe: 0, blobs: 0, live: 0, buffers: 0, lower_bound: true, live_lower_bound: true };
  const unknown = { memory: none, macs: 0, macs_lower_bound: true, param_count: 0, param_count_lower_bound: true };
  const made = model([layer(0, 'foo1', 'Foo', unknown), layer(1, 'foo2', 'Foo', unknown)], 32, { stage: [{ name: 'foo', first: 0,
    last: 1, repeats: 1, param_count: 0, macs: 0, memory: none, lower_bound: true, intensity: null, traffic: 0 }] });
  for (const row of [made.rows[0], fold(made, 'stage')[0]]) {
    assert.deepEqual([row.params, row.macs, row.memory], [null, null, { caffe: null, blobs: null, live: null }]);
    assert.deepEqual(row.bounds, { params: '≥', macs: '≥', memory: '≥', alive: '≥' });
  }
});
