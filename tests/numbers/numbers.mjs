/** Measures the networks of published.tsv and writes the tables of docs/numbers.md.
 *
 *  usage: numbers.mjs NETWEIGHT [CORPUS]     run in the source tree */
import { readFileSync, writeFileSync } from 'node:fs';
import { write } from './document.mjs';
import { measureRows, readRows } from './rows.mjs';
import { tables } from './tables.mjs';
import { workload } from './workload.mjs';

const [,, program, corpus] = process.argv;
const rows = measureRows(readRows('tests/numbers/published.tsv'),
  { program, zoo: 'models/zoo', corpus });
const made = { ...tables(rows), workload: workload(program, 'models/zoo') };
writeFileSync('docs/numbers.md', write(readFileSync('docs/numbers.md', 'utf8'), made));
