/** The tables of docs/numbers.md, from measured rows: {name: [lines]}. */
import { beside } from './rows.mjs';

const whole = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const mib = (doc) => (doc.totals.memory.blobs.bytes / 2 ** 20).toFixed(2);

/** Whose file it is. */
function origin(row) {
  const [kind, folder] = row.file.split('/');
  return { zoo: 'bundled', net: 'built' }[kind] ?? folder?.replace('__', '/') ?? 'none';
}

/** "233MB (232.56)", with ≠ where the two do not agree. */
function cell(row, figure) {
  if (row[figure] === '-') return '–';
  const { shown, agrees } = beside(row[figure], row.counted[figure], row.source);
  const text = row[figure].replace(/([\d.]+)([A-Z]+)/, '$1 $2');
  return `${text} ${agrees ? '=' : '≠'} ${shown.replace(/[ A-Z]+$/, '')}`;
}

const network = (row) => row.network + (row.note === '-' ? '' : '*');
const rule = (row) => (row.rule === '-' ? '' : row.rule.replace(/\|/g, '\\|'));

const COLUMNS = {
  burden: [['network', network], ['file', origin], ['ours: parameters', (r) => whole(r.doc.totals.params)],
    ['blobs, MiB', (r) => mib(r.doc)], ['MACs', (r) => whole(r.doc.totals.macs)],
    ['theirs = counted so: weights', (r) => cell(r, 'params')],
    ['features', (r) => cell(r, 'features')], ['operations', (r) => cell(r, 'flops')]],
  omz: [['network', network], ['file', origin], ['ours: parameters', (r) => whole(r.doc.totals.params)],
    ['MACs', (r) => whole(r.doc.totals.macs)],
    ['theirs = counted so: parameters', (r) => cell(r, 'params')],
    ['operations', (r) => cell(r, 'flops')], ['with', rule]],
  caffemodel: [['network', network], ['file', origin],
    ['our parameters, 4 bytes each', (r) => whole(4 * r.counted.params)],
    ['their file', (r) => whole(r.params)],
    ['left for names', (r) => whole(r.params - 4 * r.counted.params)]],
  papers: [['network', network], ['file', origin],
    ['ours: trained parameters', (r) => whole(r.doc.totals.params_trained)],
    ['MACs', (r) => whole(r.doc.totals.macs)],
    ['theirs = ours: parameters', (r) => cell(r, 'params')], ['MACs', (r) => cell(r, 'flops')]],
  ptflops: [['network', network], ['file', origin],
    ['ours: trained parameters', (r) => whole(r.doc.totals.params_trained)],
    ['MACs', (r) => whole(r.doc.totals.macs)],
    ['theirs = counted so: parameters', (r) => cell(r, 'params')],
    ['operations', (r) => cell(r, 'flops')]],
};

const line = (cells) => `| ${cells.join(' | ')} |`;

function table(columns, rows) {
  return [line(columns.map(([head]) => head)),
    `|${columns.map((c, i) => (i < 2 ? '---|' : '---:|')).join('')}`,
    ...rows.map((row) => (row.doc ? line(columns.map(([, of]) => of(row)))
      : { absent: row.network }))];
}

/** Networks without a file: what is published is all there is. */
function unchecked(rows) {
  return [line(['network', 'their parameters', 'their operations']), '|---|---:|---:|',
    ...rows.map((r) => line([r.network, r.params, r.flops].map((c) => c.replace(/(\d)([A-Z])/, '$1 $2'))))];
}

const notes = (rows) => rows.filter((r) => r.note !== '-').map((r) => `- ${r.network}: ${r.note}.`);

/** A line of a table whose network is not at hand is {absent: its name}. */
export function tables(rows) {
  const made = {};
  for (const [source, columns] of Object.entries(COLUMNS)) {
    const own = rows.filter((r) => r.source === source && r.file !== '-');
    made[source] = table(columns, own);
    if (own.some((r) => r.note !== '-')) made[`${source} notes`] = notes(own);
  }
  made.unchecked = unchecked(rows.filter((r) => r.file === '-'));
  return made;
}
