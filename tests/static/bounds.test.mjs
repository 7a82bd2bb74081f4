/** What is known of a difference between figures that may be lower bounds. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundOf, BOUNDS } from '../../static/js/views/compare/bounds.js';

test('a bound against a figure, a figure against a bound, and two bounds', () => {
  assert.equal(boundOf({ lower: false, baseLower: false }), '');
  assert.equal(boundOf({ lower: true, baseLower: false }), '≥');
  assert.equal(boundOf({ lower: false, baseLower: true }), '≤');
  assert.equal(boundOf({ lower: true, baseLower: true }), '?');
  assert.deepEqual(Object.keys(BOUNDS), ['≥', '≤', '?']);
});
