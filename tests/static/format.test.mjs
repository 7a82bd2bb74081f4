import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as f from '../../static/js/format.js';

test('integers show every digit, strings beyond 2^53 too', () => {
  assert.equal(f.integer(60965224), '60,965,224');
  assert.equal(f.integer('9223372036854775807'), '9,223,372,036,854,775,807');
  assert.equal(f.integer(0), '0');
  assert.equal(f.integer(-1234), '−1,234');
  assert.equal(f.integer(null), '?');
});

test('sizes name their unit and never mix MiB with MB', () => {
  assert.equal(f.size(1048576, 'MiB'), '1.00 MiB');
  assert.equal(f.size(1048576, 'MB'), '1.05 MB');
  assert.equal(f.size(512, 'MiB'), '512 bytes');
  assert.equal(f.size(1048575, 'MiB'), '1.00 MiB');
  assert.equal(f.size(1023 * 1024, 'MiB'), '1,023 KiB');
  assert.equal(f.size('36893488147419103232', 'MiB'), '32,768 PiB');
  assert.equal(f.size(null, 'MiB'), '?');
});

test('short counts', () => {
  assert.equal(f.short(724406816), '724 M');
  assert.equal(f.short(999999), '1.00 M');
  assert.equal(f.short(7), '7');
  assert.equal(f.short(undefined), '?');
});

test('shares, ratios and exact differences', () => {
  assert.equal(f.percent(0.619), '61.9 %');
  assert.equal(f.percent(1), '100 %');
  assert.equal(f.percent(0.0001), '');
  assert.equal(f.percent(NaN), '');
  assert.equal(f.ratio(100, 112.5), '+12.5 %');
  assert.equal(f.ratio(10, 34), '×3.40');
  assert.equal(f.ratio(34, 10), '÷3.40');
  assert.equal(f.ratio(5, 5), 'same');
  assert.equal(f.signed(f.difference('9007199254740993', '9007199254740995')), '+2');
  assert.equal(f.signed(f.difference(5, 3)), '−2');
  assert.equal(f.difference(null, 3), null);
});

test('shapes', () => {
  assert.equal(f.shape([10, 3, 227, 227]), '10 × 3 × 227 × 227');
  assert.equal(f.shape([]), 'scalar');
  assert.equal(f.shape(null), 'unknown');
});
