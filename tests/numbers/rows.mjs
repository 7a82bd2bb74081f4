/** The rows of published.tsv, measured. */
import { mkdtempSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graph, measure } from './graph.mjs';
import { nets } from './nets.mjs';
import { count } from './rules.mjs';

const UNITS = { '': 1, K: 1e3, M: 1e6, G: 1e9, MB: 2 ** 20, GB: 2 ** 30 };

export function readRows(file) {
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    if (cells.length !== names.length) throw new Error(`${file}: not ${names.length} cells: ${line}`);
    return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
  });
}

/** "25.53M" -> {value, half}: half a unit of its last digit.  OMZ prints three decimals
 *  and leaves out the zeros at the end. */
export function published(text, source) {
  const [, digits, unit] = /^([\d.]+)([KMG]?B?)$/.exec(text);
  const decimals = Math.max(digits.split('.')[1]?.length ?? 0, source === 'omz' ? 3 : 0);
  const one = UNITS[unit];
  return { value: Number(digits) * one, half: one / 2 / 10 ** decimals,
    bytes: unit.endsWith('B'), unit, decimals };
}

/** The counted figure as the source would print it, and whether it is what it prints. */
export function beside(text, counted, source) {
  const p = published(text, source), value = p.bytes ? 4 * counted : counted;
  const shown = (value / UNITS[p.unit]).toFixed(p.decimals + (p.bytes || p.decimals < 3 ? 2 : 1));
  return { shown: `${shown}${p.bytes ? ` ${p.unit}` : p.unit}`,
    agrees: Math.abs(value - p.value) <= p.half * (1 + 1e-9) };
}

/** Where a row's network is, or null where it is not at hand. */
function locate(row, places) {
  const [kind, ...path] = row.file.split('/'), name = path.join('/');
  if (kind === 'zoo') return join(places.zoo, name);
  if (kind === 'net') {
    const file = join(places.work, `${name}.prototxt`);
    if (!existsSync(file)) writeFileSync(file, nets[name]());
    return file;
  }
  return kind === 'corpus' && places.corpus ? join(places.corpus, name) : null;
}

/** Rows with what was measured: {…row, doc, counted}; null where there is no file. */
export function measureRows(rows, { program, zoo, corpus }) {
  const work = mkdtempSync(join(tmpdir(), 'netweight-numbers-'));
  try {
    return rows.map((row) => {
      const file = locate(row, { zoo, corpus, work });
      if (!file) return { ...row, doc: null };
      const doc = measure(program, file, row.options === '-' ? [] : row.options.split(' '));
      if (doc.status !== 'complete') throw new Error(`${row.network}: ${row.file} is ${doc.status}`);
      const { totals, layers } = doc;
      return { ...row, doc: { totals, layers: layers.length },
        counted: count(row.source, graph(doc, file), doc, row.rule) };
    });
  } finally {
    rmSync(work, { recursive: true });
  }
}
