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

/** Names as an attacker would choose them. */
const EVIL = ['=1+1', ' =1', '\t=1', '\r=1', '\n=1', '＝1', ' ＋1', '@cmd', '-1+2', '+1', '"=1"', 'a\u0000b', '[x](javascript:alert(1))',
  '<img src=x onerror=alert(1)>', '`a`|b', 'www.example.org', '@user #1 ~~x~~ $y$', '</script>\u2028\u202e', '\\input{/etc/passwd}', '\\\\ \\hline'];

test('no cell is a formula, in a file or on the clipboard', () => {
  for (const evil of EVIL) {
    for (const text of [csv([[evil]]).replace(/^"/, ''), sheet([[evil]])]) {
      assert.doesNotMatch(text.replace(/^ */, ''), /^[=+\-@\t\r\n＝＋－＠]/, JSON.stringify(evil));
    }
    assert.doesNotMatch(csv([[evil]]), /\u0000/);
  }
  assert.equal(csv([[-5, '-2.5', 'a-b', ' a']]), '-5,-2.5,a-b, a\r\n', 'numbers and plain names stay');
});

test('no cell is markup, in Markdown or in LaTeX', () => {
  for (const evil of EVIL) {
    const md = markdown([['name'], [evil]]).split('\n'), tex = latex([['name'], [evil]]).split('\n');
    assert.equal(md.length, 4, 'one line for one row');
    assert.doesNotMatch(md[2].slice(2, -2).replace(/\\[^\w\s]/g, ''), /[<>[\]|`*_#~@$\u0000]|www\./, JSON.stringify(evil));
    assert.equal(tex.length, 8);
    assert.doesNotMatch(tex[4].slice(0, -3).replace(/\\(text\w+\{\}|[{}_#$%&])/g, ''), /[\\{}_#$%&^~<>|"\u0000]/, JSON.stringify(evil));
  }
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
