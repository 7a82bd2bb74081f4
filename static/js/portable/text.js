/** Text format as a tree, without a schema: enough to write it shorter.
 *  Texts are strings of bytes (one character each), so nothing is lost. */

const SPACE = /[ \t\r\n\f\v]+|#[^\n]*/, WORD = /([A-Za-z_]\w*)/, SIGN = /([-{}<>:,;[\]])/;
const STRING = /("(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*"|'(?:[^'\\\x00-\x1f]|\\[^\x00-\x1f])*')/;
const NUMBER = /(\.?\d[\w.]*(?:(?<=[eE])[-+]\d+f?)?)/;
const TOKEN = new RegExp([SPACE, WORD, STRING, NUMBER, SIGN].map((r) => r.source).join('|'), 'gy');
const DEEPEST = 90;

class Unread extends Error {}

function* tokens(text) {
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const m = TOKEN.exec(text);
    if (!m) throw new Unread('this is not in text format');
    if (m[1]) yield { kind: 'word', text: m[1] };
    else if (m[2]) yield { kind: 'string', text: quoted(m[2]) };
    else if (m[3]) yield { kind: 'number', text: m[3] };
    else if (m[4]) yield { kind: m[4], text: m[4] };
  }
  for (;;) yield { kind: 'end', text: '' };
}

/** Double quotes, where that is the same text. */
function quoted(text) {
  return /^'[^"\\]*'$/.test(text) ? `"${text.slice(1, -1)}"` : text;
}

function reader(text) {
  const all = tokens(text);
  let now = all.next().value;
  return {
    is: (kind) => now.kind === kind,
    take(...kinds) {
      if (!kinds.includes(now.kind)) throw new Unread(`"${now.text}" was not expected`);
      const taken = now.text;
      now = all.next().value;
      return taken;
    },
    maybe(...kinds) {
      return kinds.includes(now.kind) ? this.take(now.kind) : '';
    },
  };
}

/** A scalar as it will be written: strings that follow one another are one. */
function scalar(r) {
  if (!r.is('string')) return r.maybe('-') + r.take('word', 'number');
  let value = '';
  while (r.is('string')) value += r.take('string');
  return value;
}

function list(r) {
  const items = [];
  r.take('[');
  if (!r.is(']')) do items.push(scalar(r)); while (r.maybe(','));
  r.take(']');
  return `[${items.join()}]`;
}

function message(r, depth) {
  const close = r.take('{', '<') === '{' ? '}' : '>';
  const fields = readFields(r, close, depth + 1);
  r.take(close);
  return fields;
}

function field(r, depth) {
  const name = r.take('word');
  const colon = r.maybe(':');
  const value = r.is('{') || r.is('<') ? message(r, depth)
    : r.is('[') && colon ? list(r) : colon ? scalar(r) : r.take('{', '<');
  r.maybe(',', ';');
  return { name, value };
}

function readFields(r, close, depth) {
  if (depth > DEEPEST) throw new Unread('nested too deeply');
  const fields = [];
  while (!r.is(close)) fields.push(field(r, depth));
  return fields;
}

/** [{name, value}]: value is a text as written, or a list of fields; null when the
 *  text is something else. */
export function parse(text) {
  try {
    return readFields(reader(text), 'end', 0);
  } catch (error) {
    if (error instanceof Unread) return null;
    throw error;
  }
}

/** In as few characters as it takes. */
export function shortest(fields) {
  let text = '', open = false;
  for (const { name, value } of fields) {
    const nested = Array.isArray(value);
    text += `${open ? ' ' : ''}${name}${nested ? `{${shortest(value)}}` : `:${value}`}`;
    open = !nested && !/["'\]]$/.test(value);
  }
  return text;
}

/** As a person would write it. */
export function pretty(fields, indent = '') {
  return fields.map(({ name, value }) => (Array.isArray(value)
    ? `${indent}${name} {\n${pretty(value, `${indent}  `)}${indent}}\n`
    : `${indent}${name}: ${value}\n`)).join('');
}
