/** A link that carries its networks: their layers and the view, compressed, in
 *  the fragment, which browsers never send to a server. */

import { decode, encode } from './portable/codec.js';
import { deflate, inflate, TooLarge } from './portable/stream.js';

/** What is unpacked at most: a small link can hold a very large text. */
const LIMIT = 16 * 1024 * 1024;
const MOST = 64;
/** In front of everything; another one when the format or its words change. */
const VERSION = 1;

const DAMAGED = 'The link is damaged: perhaps it was cut when it was sent.';

function toBase64url(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

/** Three bytes that tell a changed letter (CRC-24 of RFC 4880). */
function check(bytes) {
  let crc = 0xb704ce;
  for (const b of bytes) {
    crc ^= b << 16;
    for (let i = 0; i < 8; i++) {
      crc = ((crc << 1) ^ (crc & 0x800000 ? 0x864cfb : 0)) & 0xffffff;
    }
  }
  return [crc >> 16, (crc >> 8) & 255, crc & 255];
}

/** UTF-8 as a string of bytes, and back. */
const toBytes = (text) => Array.from(new TextEncoder().encode(text),
  (b) => String.fromCharCode(b)).join('');
const fromBytes = (text) => new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0)));

const trimmed = (list) => {
  while (list.length && [undefined, '', 0].includes(list.at(-1))) list.pop();
  return list;
};

function headOf({ networks, baseline, title, note, query }) {
  const some = (o) => (Object.keys(o ?? {}).length ? o : 0);
  const list = networks.map(({ name, id, options, own }) =>
    [name, id, ...trimmed([some(options), some(own)])]);
  return JSON.stringify(trimmed([list, query, baseline, title, note]));
}

/** @param {{networks: {name, id, bytes, options, own}[], baseline, title, note, query}} bundle
 *  bytes: a string of bytes; options: what the view asks; own: what is kept for the network */
export async function pack(bundle) {
  const plain = encode(toBytes(headOf(bundle)), bundle.networks.map((n) => n.bytes));
  const packed = await deflate(plain);
  return toBase64url(Uint8Array.from([VERSION, ...check(packed), ...packed]));
}

function sound([list, query = '', baseline = 0, title = '', note = ''], texts) {
  const named = (n) => Array.isArray(n) && typeof n[0] === 'string' && typeof n[1] === 'string';
  const words = [query, title, note].every((v) => typeof v === 'string');
  if (!Array.isArray(list) || !list.length || list.length > MOST || list.length !== texts.length
    || !list.every(named) || !words
      || !Number.isInteger(baseline)) throw new TypeError('something else');
  return { networks: list.map(([name, id, options, own], i) =>
    ({ name, id, options: options || {}, own: own || {}, bytes: texts[i] })),
    query, baseline, title, note };
}

async function open(bytes) {
  if (bytes[0] !== VERSION) throw new TypeError('another version');
  const packed = bytes.subarray(4);
  if (check(packed).some((b, i) => b !== bytes[i + 1])) throw new Error('changed');
  const { head, texts } = decode(await inflate(packed, LIMIT), LIMIT);
  return sound(JSON.parse(fromBytes(head)), texts);
}

/** The bundle of a link; throws an Error with a sentence to show. */
export async function unpack(text) {
  try {
    return await open(fromBase64url(text));
  } catch (error) {
    if (error instanceof TooLarge || error instanceof RangeError) {
      throw new Error('The link unpacks to more than 16 MiB.');
    }
    if (error.message === 'another version') {
      throw new Error('The link was made by another version of netweight.');
    }
    throw new Error(error.message === 'something else'
      ? 'The link holds something else than networks.' : DAMAGED);
  }
}
