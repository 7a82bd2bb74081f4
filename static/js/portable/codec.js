/** Networks as bytes that compress well.  A layer is a template (what it is) and
 *  the names that go into it; a name that follows from the others is not written. */

import { minimise } from './minimise.js';
import { parse, pretty, shortest } from './text.js';
import { squeeze, unsqueeze } from './words.js';

/** Stand for fields of a layer in its template; fields that are written as they
 *  are never hold such a character. */
const NAME = '\x02', TOP_IS_NAME = '\x03', BOTTOM_IS_LAST = '\x04', BOTTOM_BACK = '\x05',
  TOP = '\x06', TOP_IS_BOTTOM = '\x07', BOTTOM = '\x08';
const HOLES = /[\x02-\x08]/;

/** In the sequence of templates: end of a network, one not seen before, a text
 *  that could not be read. */
const END = 0, NEW = 1, RAW = 2, KNOWN = 3;

/** What both sides remember while they walk through a network. */
class Blobs {
  list = [];
  places = new Map();
  last = '';
  add(top) {
    if (this.places.has(top)) return;
    this.places.set(top, this.list.length);
    this.list.push(top);
  }
  back(name) {
    return this.places.has(name) ? this.list.length - 1 - this.places.get(name) : -1;
  }
  at(back) { return this.list[this.list.length - 1 - back]; }
}

const plain = (v) => typeof v === 'string' && /^"[^"\\]*"$/.test(v);

class Writer {
  templates = [];
  numbers = new Map();
  names = [];
  sequence = [];
  backs = [];
  raws = [];

  template(text) {
    if (!this.numbers.has(text)) {
      this.numbers.set(text, this.templates.length);
      this.templates.push(text);
      this.sequence.push(NEW);
    } else this.sequence.push(KNOWN + this.numbers.get(text));
  }
  #bottom(value, blobs) {
    if (value === blobs.last) return BOTTOM_IS_LAST;
    const back = blobs.back(value);
    if (back >= 0) {
      this.backs.push(back);
      return BOTTOM_BACK;
    }
    this.names.push(value);
    return BOTTOM;
  }
  #top(value, own) {
    if (value === own.name) return TOP_IS_NAME;
    if (value === own.bottom) return TOP_IS_BOTTOM;
    this.names.push(value);
    return TOP;
  }
  /** A layer's fields; names become holes. */
  layer(field, blobs) {
    const own = { tops: [] };
    const parts = field.value.map((f) => {
      if (!plain(f.value)) return f;
      const value = f.value.slice(1, -1);
      if (f.name === 'name' && own.name === undefined) {
        own.name = value;
        this.names.push(value);
        return NAME;
      }
      if (f.name === 'bottom') {
        const hole = this.#bottom(value, blobs);
        own.bottom ??= value;
        return hole;
      }
      if (f.name !== 'top') return f;
      own.tops.push(value);
      return this.#top(value, own);
    });
    this.template(`${field.name}\t${written(parts)}`);
    own.tops.forEach((t) => blobs.add(t));
    if (own.tops.length) blobs.last = own.tops[0];
  }
  network(text) {
    const fields = parse(text);
    if (!fields) {
      this.sequence.push(RAW, text.length);
      this.raws.push(text);
      return;
    }
    const blobs = new Blobs();
    for (const f of minimise(fields)) {
      if (/^layers?$/.test(f.name) && Array.isArray(f.value)) this.layer(f, blobs);
      else this.template(`\t${shortest([f])}`);
    }
    this.sequence.push(END);
  }
}

/** Holes and fields by turns, as short as can be. */
function written(parts) {
  let text = '', run = [];
  for (const p of parts) {
    if (typeof p !== 'string') { run.push(p); continue; }
    text += shortest(run) + p;
    run = [];
  }
  return text + shortest(run);
}

function varint(n, out) {
  for (; n > 127; n = Math.floor(n / 128)) out.push(n % 128 + 128);
  out.push(n);
}

function readVarint(bytes, at) {
  let value = 0, scale = 1;
  for (;; scale *= 128) {
    const b = bytes[at.i++];
    if (b === undefined || scale > 2 ** 42) throw new Error('cut');
    value += (b & 127) * scale;
    if (b < 128) return value;
  }
}

function numbers(list) {
  const out = [];
  list.forEach((n) => varint(n, out));
  return out;
}

/** @param head a text @param texts networks, as strings of bytes @return bytes */
export function encode(head, texts) {
  const w = new Writer();
  texts.forEach((text) => w.network(text));
  const streams = [squeeze(head), squeeze(w.templates.join('\n')), squeeze(w.names.join('\n')),
    numbers(w.sequence), numbers(w.backs), squeeze(w.raws.join(''))];
  const out = [];
  streams.slice(0, -1).forEach((s) => varint(s.length, out));
  return Uint8Array.from([...out, ...streams.flat()]);
}

class Reader {
  constructor(streams, limit) {
    const words = (i, separator) => unsqueeze(streams[i], limit).split(separator).values();
    this.head = unsqueeze(streams[0], limit);
    this.fresh = words(1, '\n');
    this.names = words(2, '\n');
    this.sequence = streams[3];
    this.backs = { bytes: streams[4], i: 0 };
    this.raw = { text: unsqueeze(streams[5], limit), i: 0 };
    this.known = [];
    this.room = limit;
  }
  next(from) {
    const { value, done } = from.next();
    if (done) throw new Error('cut');
    return value;
  }
  spend(text) {
    this.room -= text.length;
    if (this.room < 0) throw new RangeError('too large');
    return text;
  }
  #fill(hole, own, blobs) {
    switch (hole) {
      case NAME: return `name:"${own.name = this.next(this.names)}"`;
      case TOP_IS_NAME: return this.#top(own.name, own);
      case TOP_IS_BOTTOM: return this.#top(own.bottom, own);
      case TOP: return this.#top(this.next(this.names), own);
      case BOTTOM_IS_LAST: return this.#bottom(blobs.last, own);
      case BOTTOM_BACK: return this.#bottom(blobs.at(readVarint(this.backs.bytes, this.backs)),
        own);
      default: return this.#bottom(this.next(this.names), own);
    }
  }
  #bottom(value, own) {
    own.bottom ??= value;
    return `bottom:"${value}"`;
  }
  #top(value, own) {
    own.tops.push(value);
    return `top:"${value}"`;
  }
  layer(kind, template, blobs) {
    const own = { tops: [] };
    let text = `${kind}{`;
    for (const part of template.split(/([\x02-\x08])/)) {
      text += this.spend(HOLES.test(part) ? ` ${this.#fill(part, own, blobs)} ` : part);
    }
    own.tops.forEach((t) => blobs.add(t));
    if (own.tops.length) blobs.last = own.tops[0];
    return `${text}}`;
  }
  #template(code) {
    if (code === NEW) this.known.push(this.next(this.fresh));
    const text = code === NEW ? this.known.at(-1) : this.known[code - KNOWN];
    if (text === undefined) throw new Error('cut');
    return text;
  }
  #raw(length) {
    const from = this.raw.i;
    this.raw.i += length;
    if (this.raw.i > this.raw.text.length) throw new Error('cut');
    return this.spend(this.raw.text.slice(from, this.raw.i));
  }
  network(at) {
    let text = '';
    const blobs = new Blobs();
    for (let code; (code = readVarint(this.sequence, at)) !== END;) {
      if (code === RAW) return this.#raw(readVarint(this.sequence, at));
      const [kind, template] = this.#template(code).split('\t');
      text += kind ? this.layer(kind, template, blobs) : this.spend(` ${template} `);
    }
    const fields = parse(text);
    if (!fields) throw new Error('cut');
    return this.spend(pretty(fields));
  }
}

/** The inverse; throws on anything that encode() did not make, a RangeError when
 *  the texts would take more than `limit` characters. */
export function decode(bytes, limit) {
  const at = { i: 0 };
  const sizes = Array.from({ length: 5 }, () => readVarint(bytes, at));
  const streams = sizes.map((n) => bytes.subarray(at.i, at.i += n));
  if (at.i > bytes.length) throw new Error('cut');
  const r = new Reader([...streams, bytes.subarray(at.i)], limit);
  const texts = [];
  for (const place = { i: 0 }; place.i < r.sequence.length;) texts.push(r.network(place));
  return { head: r.head, texts };
}
