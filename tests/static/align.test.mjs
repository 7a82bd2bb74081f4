import assert from 'node:assert/strict';
import { test } from 'node:test';
import { align, alignTwo, increasing } from '../../static/js/align.js';
import { stageOf } from '../../static/js/model.js';

const layer = (name, type, shape = '1', params = 0) => ({ name, type, shape, params, macs: 0,
  memory: { caffe: 1 }, stage: stageOf(name), core: type === 'Convolution' });
const names = (slots, k) => slots.map((s) => s.cells[k]?.name ?? null);

test('the longest increasing run', () => {
  assert.deepEqual(increasing([[0, 3], [1, 1], [2, 2], [3, 0], [4, 4]]), [[1, 1], [2, 2], [4, 4]]);
  assert.deepEqual(increasing([]), []);
});

test('equal networks match layer by layer and are the same', () => {
  const rows = [layer('data', 'Input'), layer('conv1', 'Convolution'), layer('prob', 'Softmax')];
  const slots = align([rows, rows]);
  assert.deepEqual(slots.map((s) => s.status), ['same', 'same', 'same']);
});

test('names come first, then type and stage between them', () => {
  const a = [layer('conv1', 'Convolution'), layer('pool1', 'Pooling'), layer('conv2', 'Convolution'), layer('fc', 'InnerProduct')];
  const b = [layer('conv1_1', 'Convolution'), layer('conv1_2', 'Convolution'), layer('pool1', 'Pooling'),
    layer('conv2_1', 'Convolution'), layer('fc', 'InnerProduct')];
  const slots = align([a, b]);
  assert.deepEqual(names(slots, 0), ['conv1', null, 'pool1', 'conv2', 'fc']);
  assert.deepEqual(names(slots, 1), ['conv1_1', 'conv1_2', 'pool1', 'conv2_1', 'fc']);
  assert.equal(slots[1].status, 'only');
});

test('every layer of every network stands in exactly one row, in its order', () => {
  const net = (n, seed) => Array.from({ length: n }, (_, i) =>
    layer(`l${(i * seed) % 7}_${i}`, ['Convolution', 'ReLU', 'Pooling'][(i * seed) % 3]));
  const lists = [net(40, 1), net(25, 2), net(60, 5)];
  const slots = align(lists, 1);
  lists.forEach((rows, k) => {
    assert.deepEqual(slots.map((s) => s.cells[k]).filter(Boolean), rows);
  });
});

test('a changed parameter count is a difference', () => {
  const slots = align([[layer('a', 'ReLU', '1', 1)], [layer('a', 'ReLU', '1', 2)]]);
  assert.equal(slots[0].status, 'changed');
});

test('ten thousand layers align at once', () => {
  const net = (p) => Array.from({ length: 10000 }, (_, i) => layer(`${p}${i}`, i % 2 ? 'ReLU' : 'Convolution'));
  const started = Date.now();
  assert.equal(alignTwo(net('a'), net('a')).length, 10000);
  assert.equal(alignTwo(net('a'), net('b')).length, 10000, 'by type, where no name is shared');
  assert.ok(Date.now() - started < 2000);
});

test('blocks stand beside blocks, and are the same when all their layers are', () => {
  const block = (name, ...inside) => ({ ...layer(name, `${inside.length} layers`), inside });
  const a = [block('res2', layer('res2a', 'Convolution'), layer('res2b', 'ReLU')), layer('fc', 'InnerProduct')];
  const b = [block('res2', layer('res2a', 'Pooling'), layer('res2b', 'ReLU')), layer('fc', 'InnerProduct')];
  const c = [block('stage2', layer('x', 'Convolution')), layer('fc', 'InnerProduct')];
  assert.deepEqual(align([a, a]).map((s) => s.status), ['same', 'same']);
  assert.deepEqual(align([a, b]).map((s) => s.status), ['changed', 'same'], 'sums are not all');
  assert.deepEqual(names(align([a, c]), 1), ['stage2', 'fc']);
});
