import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv, markdown } from '../../static/js/files.js';
import { blockEnd } from '../../static/js/widgets/source.js';

test('csv quotes what needs it and disarms formulas', () => {
  assert.equal(csv([['a,b', '"x"'], ['=1+1', -5], ['@cmd', '+2']]),
    '"a,b","""x"""\r\n\'=1+1,-5\r\n\'@cmd,\'+2\r\n');
});

test('markdown escapes bars', () => {
  assert.equal(markdown([['name', 'n'], ['a|b', 1]], new Set([1])), '| name | n |\n|---|---:|\n| a\\|b | 1 |\n');
});

test('the block of a layer ends at its brace', () => {
  const lines = ['layer {', '  name: "}"  # }', '  p { k: 1 }', '}', 'layer { name: "b" }'];
  assert.equal(blockEnd(lines, 1), 4);
  assert.equal(blockEnd(lines, 5), 5);
});
