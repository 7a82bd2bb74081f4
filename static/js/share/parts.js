/** A bundle that is larger than one request may be, in parts that each are a bundle. */

/** Less than the server takes at once (8 MiB). */
const MOST = 6 * 1024 * 1024;

/** The bundle of a page of its own; other texts as they are. */
function inner(text) {
  const page = /^\s*<!doctype html>/i.test(text)
    && /id="netweight-data">([\s\S]*?)<\/script>/.exec(text);
  return page ? page[1] : text;
}

const size = (value) => new Blob([JSON.stringify(value)]).size;

/** The values in order, as lists of which each fits into one part, or holds one value. */
function lists(values, most) {
  const all = [];
  let room = 0;
  for (const value of values ?? []) {
    const n = size(value);
    if (!all.length || n > room) { all.push([]); room = most; }
    all.at(-1).push(value);
    room -= n;
  }
  return all;
}

/** Texts to send one after another: the links last, when their networks are there. */
export function parts(text, most = MOST) {
  if (new Blob([text]).size <= most) return [text];
  const { schema, analyzer, rules, networks, links } = JSON.parse(inner(text));
  const part = (held) => JSON.stringify({ schema, analyzer, ...held });
  return [...rules?.length ? [part({ rules })] : [],
    ...lists(networks, most).map((some) => part({ networks: some })),
    ...lists(links, most).map((some) => part({ links: some }))];
}
