/** What a portable link carries weighs what the file weighed, to the last digit. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import './streams.mjs';
import { decode, encode } from '../../static/js/portable/codec.js';
import { pack, unpack } from '../../static/js/portable.js';

const NETWEIGHT = process.env.NETWEIGHT;
/** More files to try: a folder of networks from anywhere. */
const MORE = process.env.NETWEIGHT_CORPUS;
const LIMIT = 64 * 1024 * 1024;
const AT_ONCE = 40;

const networksIn = (dir) => readdirSync(dir, { recursive: true }).filter((f) => f.endsWith('.prototxt')).map((f) => join(dir, f));
const files = ['models/zoo', 'tests/cases', ...(MORE ? [MORE] : [])].flatMap(networksIn);
const zoo = (name) => ({ name: `${name}.prototxt`, id: 'a06f3c9e57d1b28e4c7f9a10', options: {},
  bytes: readFileSync(`models/zoo/${name}.prototxt`, 'latin1') });

/** The documents of several files. */
function analyze(list, phase) {
  return new Promise((resolve, reject) => {
    execFile(NETWEIGHT, ['analyze', ...list, '--format', 'json', '--phase', phase], { maxBuffer: 1 << 29 },
      (error, stdout) => (stdout ? resolve([JSON.parse(stdout)].flat()) : reject(error)));
  });
}

/** About the text itself, where things stand in it, and what the link leaves out. */
const PLACES = new Set(['line', 'column', 'caret', 'source', 'sha256', 'file', 'bytes', 'lines', 'size', 'decay_mult']);
const placeless = (text) => text.replace(/\bline \d+(:\d+)?/g, 'line').replace(/\b\d+:\d+\b/g, 'place')
  .replace(/\w+( filler: nothing to fill)/, '$1');

function figures(v, key = '') {
  if (Array.isArray(v)) return v.map((x) => figures(x));
  if (typeof v === 'string') return ['message', 'hint', 'why'].includes(key) ? placeless(v) : v;
  if (v === null || typeof v !== 'object') return v;
  return Object.fromEntries(Object.entries(v).filter(([k]) => !PLACES.has(k)).map(([k, x]) => [k, figures(x, k)]));
}

async function faultsOf(dir, list) {
  const copies = list.map((file, i) => {
    const copy = join(dir, `${i}.prototxt`);
    writeFileSync(copy, decode(encode('', [readFileSync(file, 'latin1')]), LIMIT).texts[0], 'latin1');
    return copy;
  });
  const faults = [];
  for (const phase of ['TEST', 'TRAIN']) {
    const [was, is] = await Promise.all([analyze(list, phase), analyze(copies, phase)]);
    assert.equal(is.length, list.length);
    list.forEach((file, i) => {
      try {
        assert.deepEqual(figures(is[i]), figures(was[i]), `${file} in ${phase}`);
      } catch (error) { faults.push(error.message); }
    });
  }
  return faults;
}

test('every figure and verdict stays as it is', { skip: !NETWEIGHT && 'no program' }, async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'netweight-portable-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  assert.ok(files.length > 30);
  const faults = [];
  for (let i = 0; i < files.length; i += AT_ONCE) faults.push(...await faultsOf(dir, files.slice(i, i + AT_ONCE)));
  assert.equal(faults.join('\n'), '');
});

test('links are short', async (t) => {
  const most = { lenet: 260, alexnet: 530, googlenet: 1120, resnet50: 1080, resnet152: 2500, 'resnet50 vgg16': 1400 };
  for (const [names, limit] of Object.entries(most)) {
    const link = `http://localhost:8642/#z=${await pack({ networks: names.split(' ').map(zoo) })}`;
    t.diagnostic(`${names}: ${link.length} characters`);
    assert.ok(link.length <= limit, `${names}: ${link.length}`);
  }
});

test('the view and any bytes come back', async () => {
  const strange = { name: 'ä "b".prototxt', id: '', bytes: 'name: "\xff\xfe" # \x00\x01\x02\x7f\n}{', options: { batch: '2', stage: ['a', 'b'] } };
  const bundle = { networks: [strange, zoo('lenet')], baseline: 1, title: 'Zwei – Netze', note: 'a\nb', query: 'show=macs&sort=-v0' };
  const back = await unpack(await pack(bundle));
  assert.equal(back.networks[0].bytes, strange.bytes);
  assert.deepEqual(back.networks[0].options, strange.options);
  for (const key of ['baseline', 'title', 'note', 'query']) assert.equal(back[key], bundle[key]);
  assert.equal(back.networks[0].name, strange.name);
});

test('a changed letter is told, wherever it is', async () => {
  const link = await pack({ networks: [zoo('lenet')] });
  for (let i = 0; i < link.length; i++) {
    const changed = link.slice(0, i) + (link[i] === 'A' ? 'B' : 'A') + link.slice(i + 1);
    await assert.rejects(unpack(changed).then((back) => {
      if (back.networks[0].bytes === decode(encode('', [zoo('lenet').bytes]), LIMIT).texts[0]) throw new Error('same');
    }), /damaged|version|same/);
    await assert.rejects(unpack(link.slice(0, i)), /damaged|version/);
  }
});

/** Small in the link, large outside: by its words, and by a long name used often. */
test('what would fill the memory is refused', () => {
  const long = `layer { name: "x" type: "ReLU" bottom: "a" top: "${'x'.repeat(50000)}" }`;
  const often = 'layer { name: "y" type: "ReLU" bottom: "' + 'x'.repeat(50000) + '" top: "b" }';
  const bytes = encode('', [long + often.repeat(1000)]);
  assert.ok(bytes.length < 200000);
  assert.throws(() => decode(bytes, 1 << 24), RangeError);
});
