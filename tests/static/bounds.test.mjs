/** What is known of a difference between figures that may be lower bounds. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before, joinSigns, signOf, SIGNS } from '../../static/js/signs.js';
import { boundOf, BOUNDS } from '../../static/js/views/compare/bounds.js';

test('a bound against a figure, a figure against a bound, and two bounds', () => {
  assert.equal(boundOf('', ''), '');
  assert.equal(boundOf('≥', ''), '≥');
  assert.equal(boundOf('', '≥'), '≤');
  assert.equal(boundOf('≥', '≥'), '?');
  assert.deepEqual(Object.keys(BOUNDS), ['≥', '≤', '?']);
});

test('of what follows from an error no difference is known', () => {
  for (const sign of ['≈', '≳']) {
    for (const other of ['', '≥', '≈', '≳']) {
      assert.equal(boundOf(sign, other), '?');
      assert.equal(boundOf(other, sign), '?');
    }
  }
});

test('a sum has the signs of its parts', () => {
  assert.equal(signOf(false, undefined), '');
  assert.equal(joinSigns([]), '');
  assert.equal(joinSigns(['', '≈']), '≈');
  assert.equal(joinSigns(['≥', '', '≈']), '≳');
  assert.equal(joinSigns(['≳']), '≳');
  assert.equal(before('') + before('≥'), '≥ ');
  assert.deepEqual(Object.keys(SIGNS).sort(), ['≥', '≈', '≳'].sort());
});
