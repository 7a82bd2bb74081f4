/** How long a what-if takes on the page, from the user's event to the paint that shows
 *  the last of its answer: the figures, the table and the charts.
 *
 *  usage: NETWEIGHT=./netweight node tests/bench/whatif.mjs [PASSES [LAYERS,..]]
 *
 *  Prints the median of several passes in ms: until the figures are painted, until all that
 *  can be seen is, and until the rows are drawn too that are out of sight; then what server,
 *  reading and drawing take of what can be seen, and the answer's compressed size.  Nothing
 *  is asserted: a machine may be busy. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browse, idOf, openPage, serve, store } from '../browser/lib.mjs';
import { deep } from '../browser/networks.mjs';

const PASSES = Number(process.argv[2] ?? 5);
const QUIET = 300;	/* ms without a change: the answer is there */

/** In the page: notes when the user acts, when an answer comes, when it is painted. */
function observe() {
  const nothing = { start: 0, figures: 0, sight: 0, all: 0, server: 0, read: 0, bytes: 0,
    touched: 0 };
  const seen = { ...nothing };
  const timed = ['json', 'text', 'arrayBuffer'];
  for (const name of timed) {
    const plain = Response.prototype[name];
    Response.prototype[name] = async function read() {
      const from = performance.now();
      const body = await plain.call(this);
      seen.read += performance.now() - from;
      return body;
    };
  }
  const start = (event) => { if (!seen.start) seen.start = event.timeStamp; };
  for (const kind of ['input', 'change', 'click']) addEventListener(kind, start, true);
  const painted = (mark) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => mark(performance.now() - seen.start);
    port2.postMessage(0);
  });
  new MutationObserver((list) => {
    if (!seen.start) return;
    seen.touched = performance.now();
    const targets = new Set(list.map(({ target }) =>
      (target.closest ? target : target.parentElement)));
    const figures = [...targets].some((el) => el?.closest('.cards, .top'));
    const sight = [...targets].some((el) =>
      el?.checkVisibility({ contentVisibilityAuto: true }));
    painted((ms) => {
      seen.all = ms;
      if (sight) seen.sight = ms;
      if (figures) seen.figures = ms;
    });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  Object.assign(window, { whatif: {
    begin() {
      Object.assign(seen, nothing);
      performance.clearResourceTimings();
    },
    quiet: (ms) => seen.touched > 0 && performance.now() - seen.touched > ms
      && document.querySelector('[aria-busy="true"]') === null,
    end() {
      const asked = performance.getEntriesByType('resource');
      for (const r of asked.filter((e) => e.name.includes('/analysis'))) {
        seen.server = Math.max(seen.server, r.responseEnd - r.requestStart);
        seen.bytes += r.encodedBodySize;
      }
      return { ...seen };
    },
  } });
}

const panel = (page) => page.getByRole('group', { name: 'What if' });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const field = (page, label) => panel(page).getByLabel(label, { exact: true });
const type = (label, text) => (page) => field(page, label).fill(text);
const pick = (label, value) => (page) => field(page, label).selectOption(value);

const asInTheFile = (page) => button(page, 'as in the file').click();

/** [what, how the user asks it, what is asked before, what takes it back] */
const WHATIFS = [
  ['phase', (page) => button(page.getByRole('group', { name: 'Phase' }), 'TRAIN').click(), null,
    (page) => button(page, 'TEST').click()],
  ['batch', type('batch', '8')],
  ['input', (page) => page.locator('.whatif .inputs input').first().fill(page.input)],
  ['activations', pick('activations', 'fp16')],
  ['weights', pick('weights', 'int8')],
  ['solver', pick('solver', 'Adam')],
  ['level', type('level', '3')],
  ['stages', type('stages', 'deploy')],
  ['fits in', type('fits in', '11 GiB')],
  ['as in the file', asInTheFile, pick('activations', 'fp16')],
];

async function settled(page) {
  while (!await page.evaluate((ms) => window.whatif.quiet(ms), QUIET)) {
    await page.waitForTimeout(50);
  }
}

async function ask(page, act) {
  await page.evaluate(() => window.whatif.begin());
  await act(page);
  await settled(page);
  return page.evaluate(() => window.whatif.end());
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const column = (x) => x.toFixed(0).padStart(8);

function line(name, seen) {
  const mid = (key) => median(seen.map((s) => s[key]));
  const drawing = median(seen.map((s) => s.sight - s.server - s.read));
  const figures = [...['figures', 'sight', 'all', 'server', 'read'].map(mid), drawing,
    mid('bytes') / 1024];
  console.log(name.padEnd(16) + figures.map(column).join(''));
}

async function network(page, id, title, input) {
  await page.goto(`/n/${id}`);
  await page.locator('main[aria-busy="false"]').waitFor({ timeout: 120000 });
  await page.locator('.graphs').scrollIntoViewIfNeeded();
  await page.locator('.graphbox').waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  page.input = input;
  if (!await panel(page).isVisible()) await button(page, 'What if…').click();
  console.log(`\n${title.padEnd(16)} figures   sight     all  server    read    draw     KiB`);
  for (const [name, act, before, after] of WHATIFS) {
    const seen = [];
    for (let pass = 0; pass < PASSES; pass++) {
      if (before) await ask(page, before);
      seen.push(await ask(page, act));
      if (!before) await ask(page, after ?? asInTheFile);
    }
    line(name, seen);
  }
}

const ends = [];
const dir = mkdtempSync(join(tmpdir(), 'netweight-bench-'));
const t = { after: (f) => ends.unshift(f) };
try {
  const { base } = await serve(t, dir);
  const page = await openPage(await browse(t), base);
  page.setDefaultTimeout(120000);
  await page.addInitScript(observe);
  for (const [name, input] of [['LeNet', '1x1x56x56'], ['ResNet-152', '1x3x448x448']]) {
    await network(page, await idOf(base, name), name, input);
  }
  for (const n of (process.argv[3] ?? '10000').split(',').map(Number)) {
    const id = await store(base, `deep${n}.prototxt`, deep(n));
    await network(page, id, `${n} layers`, '1x8x32x32');
  }
} finally {
  for (const end of ends) await end();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}
