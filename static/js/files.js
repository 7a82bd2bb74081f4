/** Giving the user a file, or text on the clipboard. */

import { h } from './dom.js';
import { toast } from './widgets/toast.js';

const safe = (name) => name.replace(/[^\p{L}\p{N}._ -]+/gu, '_').slice(0, 120) || 'netweight';

export function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = h('a', { href: url, download: safe(name) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Copies text; on plain http, where there is no clipboard API, the old way. */
export async function copy(text) {
  const done = navigator.clipboard
    ? await navigator.clipboard.writeText(text).then(() => true, () => false) : false;
  const copied = done || copyBySelection(text);
  toast(copied ? 'Copied' : 'Press Ctrl+C to copy');
  return copied;
}

function copyBySelection(text) {
  const area = h('textarea', { class: 'offscreen', readonly: true, 'aria-hidden': 'true' }, text);
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

/** What a spreadsheet would run as a formula gets a quote in front. */
function harmless(value) {
  const text = String(value);
  return /^ *[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
}

function csvCell(value) {
  const text = harmless(value).replaceAll('\0', '\ufffd');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(rows) {
  return `${rows.map((r) => r.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** For pasting into a sheet: tabs between cells. */
export function sheet(rows) {
  return rows.map((r) => r.map((v) => harmless(v).replace(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n');
}

const TEX = { '\\': '\\textbackslash{}', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}',
  '<': '\\textless{}', '>': '\\textgreater{}', '|': '\\textbar{}', '"': '\\textquotedbl{}' };
/** Control characters end lines, or worse. */
const oneLine = (v) => String(v).replace(/[\u0000-\u001f\u007f]/g, ' ');
const texCell = (v) => oneLine(v).replace(/[\\^~<>|"{}_#$%&]/g, (c) => TEX[c] ?? `\\${c}`);

/** A table for the booktabs package; the first row is the head. */
export function latex(rows, numeric = new Set()) {
  const line = (cells) => `${cells.map(texCell).join(' & ')} \\\\`;
  const columns = rows[0].map((_, i) => (numeric.has(i) ? 'r' : 'l')).join('');
  return [`\\begin{tabular}{${columns}}`, '\\toprule', line(rows[0]), '\\midrule',
    ...rows.slice(1).map(line), '\\bottomrule', '\\end{tabular}', ''].join('\n');
}

/** An object for each row, by the names in the first one. */
export function records(rows) {
  return JSON.stringify(rows.slice(1)
    .map((r) => Object.fromEntries(rows[0].map((name, i) => [name, r[i]]))), null, 1);
}

const HTML = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
/** As the command line writes it: no markup, no link, no mention comes of a name. */
const mdCell = (v) => oneLine(v).replace(/[\\`*_[\]#!|~:@$]|(?<=www)\./g, '\\$&')
  .replace(/[<>&]/g, (c) => HTML[c]);

/** The first row is the head; `numeric` columns are set to the right. */
export function markdown(rows, numeric = new Set()) {
  const line = (cells) => `| ${cells.map(mdCell).join(' | ')} |`;
  const rule = rows[0].map((_, i) => (numeric.has(i) ? '---:' : '---'));
  return `${[line(rows[0]), `|${rule.join('|')}|`, ...rows.slice(1).map(line)].join('\n')}\n`;
}
