import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode } from '../../static/js/state.js';

const DEFAULTS = { phase: '', log: false, sel: -1, type: [], q: '' };

test('only what differs from its default is in the address', () => {
  assert.equal(encode(DEFAULTS, DEFAULTS), '');
  assert.equal(encode({ ...DEFAULTS, log: true, type: ['ReLU', 'LRN'] }, DEFAULTS), '?log=1&type=ReLU,LRN');
});

test('an address gives its state back', () => {
  const state = { phase: 'TRAIN', log: true, sel: 12, type: ['A', 'B'], q: 'conv & <b>=1' };
  assert.deepEqual(decode(encode(state, DEFAULTS), DEFAULTS), state);
});

test('strange addresses fall back to defaults', () => {
  const state = decode('?sel=abc&log=maybe&other=1&type=', DEFAULTS);
  assert.deepEqual(state, DEFAULTS);
});
