/** Puts made lines between their marks in a text, or says where they differ. */

const open = (name) => `<!-- made by make numbers: ${name} -->`;
const CLOSE = '<!-- end -->';

/** [before, lines, after] around the part of that name. */
function part(text, name) {
  const from = text.indexOf(open(name));
  if (from < 0) throw new Error(`the document has no part "${name}"`);
  const start = from + open(name).length + 1, end = text.indexOf(CLOSE, start);
  return [text.slice(0, start), text.slice(start, end).trim().split('\n'), text.slice(end)];
}

/** Lines of networks that are not at hand stay as they are. */
function complete(lines, old) {
  return lines.map((made) => (made.absent === undefined ? made
    : old.find((l) => l.startsWith(`| ${made.absent} `) || l.startsWith(`| ${made.absent}* `))
      ?? `| ${made.absent} | not measured |`));
}

export function write(text, made) {
  for (const [name, lines] of Object.entries(made)) {
    const [before, old, after] = part(text, name);
    text = `${before}\n${complete(lines, old).join('\n')}\n\n${after}`;
  }
  return text;
}

/** ["part: line"] of what the text has otherwise. */
export function differences(text, made) {
  return Object.entries(made).flatMap(([name, lines]) => {
    const [, old] = part(text, name), wanted = complete(lines, old);
    const wrong = wanted.filter((l, i) => l !== old[i]).map((l) => `${name}: ${l}`);
    return wanted.length === old.length ? wrong : [`${name}: ${old.length} lines`, ...wrong];
  });
}
