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

/** Cells that a spreadsheet would run as formulas get a quote in front. */
function csvCell(value) {
  const text = /^[=+\-@\t\r]/.test(String(value)) && !/^-?[\d.]+$/.test(String(value))
    ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(rows) {
  return `${rows.map((r) => r.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

const mdCell = (v) => String(v).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The first row is the head; `numeric` columns are set to the right. */
export function markdown(rows, numeric = new Set()) {
  const line = (cells) => `| ${cells.map(mdCell).join(' | ')} |`;
  const rule = rows[0].map((_, i) => (numeric.has(i) ? '---:' : '---'));
  return `${[line(rows[0]), `|${rule.join('|')}|`, ...rows.slice(1).map(line)].join('\n')}\n`;
}
