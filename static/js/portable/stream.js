/** The browser's own compression, with a limit on what comes out. */

export class TooLarge extends Error {}

async function gather(stream, limit) {
  const parts = [];
  let size = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new TooLarge();
    }
    parts.push(value);
  }
}

const through = (bytes, stream, limit) => gather(new Blob([bytes]).stream().pipeThrough(stream),
  limit);

export const deflate = (bytes) => through(bytes, new CompressionStream('deflate-raw'), Infinity);
export const inflate = (bytes, limit) => through(bytes, new DecompressionStream('deflate-raw'),
  limit);
