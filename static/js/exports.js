/** A table in every format, as a file and on the clipboard. */

import { copy, csv, latex, markdown, records, save, sheet } from './files.js';

/** [title, ending, type, write(rows, numeric)] */
const FORMATS = [
  ['CSV', 'csv', 'text/csv', csv],
  ['Markdown', 'md', 'text/markdown', markdown],
  ['LaTeX', 'tex', 'text/x-tex', latex],
  ['JSON', 'json', 'application/json', records],
];

/** The entries of a table's menu; rows() gives the head and what is shown now. */
export function tableExports(name, rows, numeric) {
  return [['Copy for a sheet', () => copy(sheet(rows()))],
    ...FORMATS.flatMap(([title, ending, type, write]) => [
      [title, () => save(`${name}.${ending}`, type, write(rows(), numeric))],
      [`Copy as ${title}`, () => copy(write(rows(), numeric))],
    ])];
}
