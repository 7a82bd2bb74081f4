/** docs/numbers.md says what the program measures today, and every published figure comes
 *  out of its source's way of counting, or says that it does not. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { differences } from './document.mjs';
import { beside, measureRows, readRows } from './rows.mjs';
import { tables } from './tables.mjs';
import { workload } from './workload.mjs';

const program = process.env.NETWEIGHT;
const corpus = existsSync(process.env.NETWEIGHT_CORPUS ?? '') ? process.env.NETWEIGHT_CORPUS : '';
const rows = measureRows(readRows('tests/numbers/published.tsv'),
  { program, zoo: 'models/zoo', corpus });
const measured = rows.filter((r) => r.doc);

test(`the document has today's figures (${measured.length} rows measured)`, () => {
  assert.ok(measured.length >= (corpus ? 110 : 60));
  const made = { ...tables(rows), workload: workload(program, 'models/zoo') };
  assert.deepEqual(differences(readFileSync('docs/numbers.md', 'utf8'), made), []);
});

const figures = (row) => ['params', 'features', 'flops'].filter((f) => row[f] !== '-');

for (const row of measured.filter((r) => r.source !== 'caffemodel')) {
  test(`${row.source}: ${row.network}`, () => {
    const wrong = figures(row).filter((f) => !beside(row[f], row.counted[f], row.source).agrees);
    const excused = /not explained: |cut, not rounded|aimed at|round figure/i.test(row.note);
    assert.equal(wrong.length > 0, excused, `${wrong} ${row.note}`);
  });
}

test('a weights file is 4 bytes for each parameter, and less than 1 % for names', () => {
  for (const row of measured.filter((r) => r.source === 'caffemodel')) {
    const names = Number(row.params) - 4 * row.counted.params;
    assert.ok(names > 1000 && names < Number(row.params) / 100, `${row.network}: ${names}`);
  }
});

test('CNN-Workload: all figures but one, which is cut', () => {
  const wrong = workload(program, 'models/zoo').join('').match(/[^|]*≠[^|]*/g);
  assert.deepEqual(wrong, [' 6.99 M ≠ 6,998,552 ']);
});
