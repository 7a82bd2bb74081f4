import assert from 'node:assert/strict';
import { test } from 'node:test';
import { course, tenths, unlike } from '../../static/js/course.js';

const row = (name, params, live = 1) => ({ name, params, macs: 2, memory: { caffe: 4, blobs: 4, live } });

test('networks of any length in as many parts, and nothing is lost', () => {
  const long = Array.from({ length: 7 }, (_, i) => row(`l${i}`, i, i));
  const short = [row('a', '9007199254740993'), row('b', null)];
  const slots = course([long, short], 3);
  assert.deepEqual(slots.map((s) => s.name), ['0 to 33 %', '33 to 67 %', '67 to 100 %']);
  assert.deepEqual(slots.map((s) => s.cells[0].params), ['1', '5', '15']);
  assert.equal(slots[2].cells[0].name, 'l4 … l6');
  assert.equal(slots[2].cells[0].memory.live, 6);
  assert.deepEqual(slots.map((s) => s.cells[1]?.params), [undefined, '9007199254740993', null]);
  assert.equal(course([short, short]).length, 2);
});

test('tenths cover all parts', () => {
  assert.deepEqual(tenths(20)[9], { from: 18, to: 20, label: '90 %' });
  assert.equal(tenths(3).reduce((a, s) => a + s.to - s.from, 0), 3);
});

test('networks are unlike when few layers have counterparts', () => {
  const both = { cells: [1, 1] }, one = { cells: [1, null] };
  assert.equal(unlike([both, one, one]), false);
  assert.equal(unlike([both, one, one, one, one]), true);
});
