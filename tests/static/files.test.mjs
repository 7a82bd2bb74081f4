import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv, latex, markdown, records, sheet } from '../../static/js/files.js';
import { blockEnd } from '../../static/js/widgets/source.js';

test('csv quotes what needs it and disarms formulas', () => {
  assert.equal(csv([['a,b', '"x"'], ['=1+1', -5], ['@cmd', '+2']]),
    '"a,b","""x"""\r\n\'=1+1,-5\r\n\'@cmd,\'+2\r\n');
});

test('markdown escapes bars', () => {
  assert.equal(markdown([['name', 'n'], ['a|b', 1]], new Set([1])), '| name | n |\n|---|---:|\n| a\\|b | 1 |\n');
});

test('a sheet gets tabs, and no formulas', () => {
  assert.equal(sheet([['a\tb', '=1'], [1, '-2']]), 'a b\t\'=1\n1\t-2');
});

test('latex escapes what it would run', () => {
  assert.equal(latex([['a_b', 'n'], ['50% & \\x{y}~^', 1]], new Set([1])), ['\\begin{tabular}{lr}', '\\toprule', 'a\\_b & n \\\\',
    '\\midrule', '50\\% \\& \\textbackslash{}x\\{y\\}\\textasciitilde{}\\textasciicircum{} & 1 \\\\', '\\bottomrule', '\\end{tabular}', ''].join('\n'));
});

test('records have names', () => {
  assert.deepEqual(JSON.parse(records([['name', 'n'], ['=a', 1]])), [{ name: '=a', n: 1 }]);
});

test('the block of a layer ends at its brace', () => {
  const lines = ['layer {', '  name: "}"  # }', '  p { k: 1 }', '}', 'layer { name: "b" }'];
  assert.equal(blockEnd(lines, 1), 4);
  assert.equal(blockEnd(lines, 5), 5);
});
