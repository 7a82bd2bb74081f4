/** The browser's raw deflate streams for a node that lacks them (before 20.12). */

import { Duplex } from 'node:stream';
import { createDeflateRaw, createInflateRaw } from 'node:zlib';

function lacking(Stream) {
  try {
    return !new Stream('deflate-raw');
  } catch {
    return true;
  }
}

function define(name, create) {
  if (!lacking(globalThis[name])) return;
  globalThis[name] = function RawStream() {
    return Duplex.toWeb(create());
  };
}

define('CompressionStream', createDeflateRaw);
define('DecompressionStream', createInflateRaw);
