import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barPath, columnPaths, crowded, logTicks, niceTicks, tallest } from '../../static/js/charts/paths.js';

test('with more bars than pixels the tallest of each pixel is drawn', () => {
  const values = new Array(1000).fill(1);
  values[637] = 50;
  const columns = tallest(values, 0, 1000, 100);
  assert.equal(columns.length, 100);
  assert.deepEqual(columns.filter(([, v]) => v === 50), [[63, 50]]);
});

test('few bars are drawn one by one, unknown ones not at all', () => {
  const path = barPath([1, NaN, 2], { from: 0, to: 3, width: 300, x: (i) => i * 100, y: (v) => 10 - v, bottom: 10 });
  assert.equal(path.match(/M/g).length, 2);
});

test('a value above zero is always visible', () => {
  const path = barPath([1e-9], { from: 0, to: 1, width: 100, x: (i) => i, y: () => 10, bottom: 10 });
  assert.match(path, /V9h/);
});

test('ticks are round in the unit’s base', () => {
  assert.deepEqual(niceTicks(30 * 1024 * 1024, 1024, 3).map((v) => v / 1024 / 1024), [0, 10, 20, 30]);
  assert.deepEqual(niceTicks(0, 1000), [0]);
  assert.deepEqual(logTicks(1, 1e6, 1000), [1, 100, 1e4, 1e6]);
  assert.deepEqual(logTicks(100, 3 * 1024 * 1024, 1024).map((v) => v / 1024), [1 / 32, 1, 32, 1024]);
});

test('crowded columns show their largest value, their mean and the part with weights', () => {
  const frame = { from: 0, to: 8, width: 4, y: (v) => 10 - v, bottom: 10 };
  assert.ok(crowded(frame));
  const paths = columnPaths([4, 0, 0, NaN, 1, 1, 1, 1], (i) => i === 0, frame);
  assert.equal(paths.most, 'M0 10V6h2V10zM2 10V9h2V10z');
  assert.equal(paths.mean, 'M0 10V9h2V10zM2 10V9h2V10z');
  assert.equal(paths.core, 'M0 10V9h2V10z');
});
