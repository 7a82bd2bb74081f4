/** What is known of a difference between figures that may be lower bounds. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before, joinSigns, signOf, SIGNS } from '../../static/js/signs.js';
import { chartNamed, figureOf } from '../../static/js/charts/index.js';
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

test('a figure under the mouse has its sign', () => {
  const row = { params: 72010, macs: 0, memory: { caffe: 40, live: 80 },
    bounds: { params: '≈', macs: '≥', memory: '', alive: '≥' } };
  const said = (id, settings = { mem: 'caffe', units: 'MiB' }) => figureOf(chartNamed(id), row, settings);
  assert.equal(said('params'), '≈ 72,010');
  assert.equal(said('macs'), '0 MACs');
  assert.equal(said('memory'), '40 bytes');
  assert.equal(said('memory', { mem: 'live', units: 'MiB' }), '≥ 80 bytes');
  assert.equal(said('alive'), '≥ 80 bytes');
  assert.equal(figureOf(chartNamed('params'), { params: null }, {}), null);
});
