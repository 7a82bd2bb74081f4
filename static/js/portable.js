/** A link that carries its networks: their files and the view, compressed, in
 *  the fragment, which browsers never send to a server. */

/** What is unpacked at most: a small link can hold a very large text. */
const LIMIT = 16 * 1024 * 1024;
const MOST = 8;

function toBase64url(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

async function gather(stream, limit) {
  const parts = [];
  let size = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new Error('The link unpacks to more than 16 MiB.');
    }
    parts.push(value);
  }
}

/** @param {{networks: {name, text, options}[], baseline, title, note, query}} bundle */
export async function pack(bundle) {
  const stream = new Blob([JSON.stringify({ v: 1, ...bundle })]).stream()
    .pipeThrough(new CompressionStream('deflate-raw'));
  return toBase64url(new Uint8Array(await (await gather(stream, Infinity)).arrayBuffer()));
}

function sound(bundle) {
  const texts = (n) => typeof n?.name === 'string' && typeof n.text === 'string';
  return bundle?.v === 1 && Array.isArray(bundle.networks) && bundle.networks.length > 0
    && bundle.networks.length <= MOST && bundle.networks.every(texts);
}

/** The bundle of a link; throws an Error with a sentence to show. */
export async function unpack(text) {
  let bundle;
  try {
    const stream = new Blob([fromBase64url(text)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    bundle = JSON.parse(await (await gather(stream, LIMIT)).text());
  } catch (error) {
    if (/16 MiB/.test(error.message)) throw error;
    throw new Error('The link is damaged: perhaps it was cut when it was sent.');
  }
  if (!sound(bundle)) throw new Error('The link holds something else than networks.');
  return { title: '', note: '', query: '', baseline: 0, ...bundle };
}
