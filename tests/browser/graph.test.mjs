/** The graph: its figures, its neighbours on the page, its files, its keyboard. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browse, folder, idOf, openPage, serve, store } from './lib.mjs';
import { deep } from './networks.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Scrolls to the graph and waits until it is drawn. */
async function graph(page) {
  await page.locator('.graphs').scrollIntoViewIfNeeded();
  await page.locator('.graphbox:not([aria-busy]) svg.graph[data-level]').waitFor();
  await page.evaluate(() => document.querySelector('.graphs').scrollIntoView({ block: 'start' }));
}

async function open(t, name, query = '', options = {}) {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await idOf(base, name)}${query}`, options);
  return { base, page };
}

const box = (page, name) => page.locator('.box', { has: page.locator('.name', { hasText: new RegExp(`^(▸ )?${name}$`) }) });
const figure = (page, name) => box(page, name).locator('.fig').textContent();
const tableRow = (page, name) => page.locator('table.data tbody tr', { has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });

async function saved(page, entry) {
  const menu = page.locator('section.graphs .menu');
  const [file] = await Promise.all([page.waitForEvent('download'), (async () => {
    await menu.locator('summary').click();
    await menu.getByText(entry, { exact: true }).click();
  })()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test('it is drawn when it comes into sight, with the figures of the document', async (t) => {
  const { page } = await open(t, 'AlexNet', '', { viewport: { width: 1280, height: 500 } });
  assert.equal(await page.locator('svg.graph').count(), 0, 'not before');
  assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').filter((e) => e.name.includes('/js/graph/')).length), 0);
  await graph(page);
  const { layers } = await page.evaluate(async () => (await fetch(`/api${location.pathname.replace('/n/', '/networks/')}/analysis`)).json());
  const words = (n) => (n ? n.toLocaleString('en-US') : '–');
  for (const name of ['conv1', 'conv2', 'fc6', 'fc8']) {
    assert.equal(await figure(page, name), words(layers.find((l) => l.name === name).param_count), name);
  }
  await page.getByLabel('Figure in the boxes').selectOption('macs');
  await page.waitForURL(/fig=macs/);
  assert.equal(await figure(page, 'conv1'), await tableRow(page, 'conv1').locator('.c-macs .figure > span').textContent());
  assert.deepEqual(await box(page, 'fc6').locator('.chip text').allTextContents(), ['ReLU', 'Dropout']);
  assert.equal(await page.locator('.blob', { hasText: '50×96×55×55' }).count(), 2, 'shapes on edges');
  assert.equal(await box(page, 'loss').locator('.badge.loss text').textContent(), 'loss');
  page.healthy();
});

test('a layer that is chosen anywhere is chosen everywhere', async (t) => {
  const { page } = await open(t, 'AlexNet');
  await graph(page);
  await box(page, 'conv3').click();
  await page.waitForURL(/sel=\d+/);
  assert.equal(await page.locator('tr.pick .name').textContent(), 'conv3');
  assert.equal(await page.locator('.detail h3').textContent(), 'conv3');
  await tableRow(page, 'fc7').click();
  await page.locator('.box.pick .name', { hasText: 'fc7' }).waitFor();
  assert.equal(await box(page, 'fc7').getAttribute('aria-selected'), 'true');
  await box(page, 'fc6').locator('.chip', { hasText: 'Dropout' }).click();
  await page.locator('.detail h3', { hasText: 'drop6' }).waitFor();
  await box(page, 'conv1').hover();
  assert.equal(await page.locator('tr.hover .name').textContent(), 'conv1');
  assert.match(await page.locator('.graphs .readout').innerText(), /conv1.*Parameters\s*34,944/s);
  assert.match(await page.locator('.edges.lit').getAttribute('d'), /^M/);
  await page.reload();
  await graph(page);
  assert.equal(await page.locator('.box.pick .name').textContent(), 'fc6', 'the address has it');
  page.healthy();
});

test('blocks unfold and fold, the address says which', async (t) => {
  const { page } = await open(t, 'ResNet-152');
  await graph(page);
  assert.equal(await page.locator('.graphs .segment [aria-pressed="true"]').textContent(), 'Blocks');
  const folded = await page.locator('.box').count();
  assert.equal(await figure(page, 'res4b7'), '1,120,259');
  await box(page, 'res4b7').click();
  await page.waitForURL(/unfold=\d+-\d+/);
  await box(page, 'res4b7_branch2b').waitFor();
  assert.equal(await page.locator('.frame').count() > 0, true);
  await page.reload();
  await graph(page);
  await box(page, 'res4b7_branch2b').waitFor();
  await page.getByRole('button', { name: 'Fold res4b7' }).click();
  await box(page, 'res4b7').waitFor();
  await page.getByRole('button', { name: 'Fit', exact: true }).click();
  assert.equal(await page.locator('.box').count(), folded);
  await page.goBack();
  await box(page, 'res4b7_branch2b').waitFor();
  await page.locator('.graphs .segment').getByRole('button', { name: 'Stages' }).click();
  await box(page, 'res4').waitFor();
  assert.match(page.url(), /fold=stage/);
  assert.doesNotMatch(page.url(), /unfold/);
  page.healthy();
});

test('what-if answers change figures, not places', async (t) => {
  const { page } = await open(t, 'LeNet', '?fig=macs');
  await graph(page);
  const places = () => page.locator('.box').evaluateAll((list) => list.map((el) => el.getAttribute('transform')));
  const before = await places();
  assert.equal(await figure(page, 'conv1'), '288 k');
  await page.getByRole('button', { name: 'What if' }).click();
  await page.getByLabel('batch').fill('10');
  await page.keyboard.press('Enter');
  await box(page, 'conv1').locator('.fig', { hasText: '2.88 M' }).waitFor();
  assert.deepEqual(await places(), before);
  assert.equal(await page.locator('.blob', { hasText: '10×20×24×24' }).count(), 1);
  page.healthy();
});

test('the filter of the page dims what does not match', async (t) => {
  const { page } = await open(t, 'AlexNet');
  await graph(page);
  await page.getByLabel('Find in the graph').fill('conv4');
  await page.locator('.box.dim').first().waitFor();
  assert.deepEqual(await page.locator('.box:not(.dim) .name').allTextContents(), ['conv4']);
  assert.equal(await page.getByRole('searchbox', { name: 'Find a layer' }).inputValue(), 'conv4');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.graphs .readout').innerText(), /^conv4/);
  await page.getByLabel('Find in the graph').fill('');
  assert.equal(await page.locator('.box.dim').count(), 0);
  page.healthy();
});

test('without a mouse', async (t) => {
  const { page } = await open(t, 'GoogLeNet', '?fold=none');
  await page.keyboard.press('g');
  await page.locator('.graphbox:not([aria-busy]):focus svg.graph[data-level]').waitFor();
  const at = async () => page.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.getAttribute('aria-label'));
  await page.keyboard.press('ArrowDown');
  assert.match(await at(), /^conv1\/7x7_s2, Convolution, parameters: 9,472; makes 1 × 64 × 112 × 112; in place: conv1\/relu_7x7 \(ReLU\)/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/sel=1/);
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown');
  const first = await at();
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await at(), first);
  await page.keyboard.press('End');
  assert.match(await at(), /^prob/);
  await page.keyboard.press('Home');
  assert.match(await at(), /^data/);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document.querySelector('.graphs')));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].target}`), []);
  page.healthy();
});

test('the whole graph as a file, in the colours of the page or in light ones', async (t) => {
  const { page } = await open(t, 'GoogLeNet', '?fold=none', { colorScheme: 'dark', permissions: ['clipboard-read', 'clipboard-write'] });
  await graph(page);
  const plain = await page.context().browser().newPage();
  const read = (text) => plain.evaluate((svg) => {
    const doc = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return { fault: doc.querySelector('parsererror')?.textContent, texts: [...doc.querySelectorAll('text')].map((e) => e.textContent), ground: doc.querySelector('rect').getAttribute('fill') };
  }, text);
  const svg = (await saved(page, 'SVG')).bytes.toString();
  assert.doesNotMatch(svg, /class=|var\(|light-dark|NaN/);
  const dark = await read(svg);
  assert.equal(dark.fault, undefined);
  const doc = await page.evaluate(async () => (await fetch(`/api${location.pathname.replace('/n/', '/networks/')}/analysis`)).json());
  const boxes = doc.layers.filter((l) => l.type !== 'Split' && !l.tops[0].in_place);
  for (const l of boxes) {
    assert.ok(dark.texts.some((text) => text === l.name || (text.startsWith('…') && l.name.endsWith(text.slice(1)))), l.name);
  }
  assert.equal(dark.texts.filter((text) => text === 'ReLU').length, doc.layers.filter((l) => l.type === 'ReLU').length);
  const light = await read((await saved(page, 'SVG in light colours')).bytes.toString());
  const bright = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((s, v) => s + Number(v), 0);
  assert.ok(bright(light.ground) > 600 && bright(dark.ground) < 200, `${light.ground} ${dark.ground}`);
  const png = (await saved(page, 'PNG')).bytes;
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.ok(png.readUInt32BE(16) > 2000 && png.length > 30000, `${png.readUInt32BE(16)} wide, ${png.length} bytes`);
  const menu = page.locator('section.graphs .menu');
  await menu.locator('summary').click();
  await menu.getByText('Copy as PNG', { exact: true }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.read())[0]?.types.join() === 'image/png');
  page.healthy();
});

test('unknown layers are marked, invalid networks do not break it', async (t) => {
  const { base } = await serve(t, folder(t));
  const text = `layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
    layer { name: "f" type: "Strange" bottom: "d" top: "f" }
    layer { name: "c" type: "Convolution" bottom: "f" bottom: "nowhere" top: "c" convolution_param { num_output: 4 kernel_size: 3 } }`;
  const page = await openPage(await browse(t), base, `/n/${await store(base, 'odd.prototxt', text)}?fig=macs`);
  await graph(page);
  assert.match(await box(page, 'f').getAttribute('class'), /is-unknown/);
  assert.equal(await box(page, 'f').locator('.badge.unknown').count(), 1);
  assert.equal(await figure(page, 'f'), '?');
  assert.equal(await page.locator('.blob.unknown').count() > 0, true);
  page.healthy();
});

test('thousands of layers: drawn where one looks, folded where nobody could', async (t) => {
  const { base } = await serve(t, folder(t));
  const browser = await browse(t);
  const page = await openPage(browser, base, `/n/${await store(base, 'deep.prototxt', deep(20000))}`);
  await graph(page);
  assert.ok(await page.locator('.box').count() < 200);
  await page.locator('.graphs .segment').getByRole('button', { name: 'Layers' }).click();
  await page.getByText('more than a picture can hold').waitFor();
  const other = await openPage(browser, base, `/n/${await store(base, 'less.prototxt', deep(3000))}?fold=none`);
  await graph(other);
  assert.equal(await other.locator('svg.graph').getAttribute('data-level'), 'far');
  assert.ok(await other.locator('.box').count() < 5, 'one path for all');
  for (let i = 0; i < 14; i++) await other.getByRole('button', { name: 'Zoom into the graph' }).click();
  assert.equal(await other.locator('svg.graph').getAttribute('data-level'), 'near');
  const near = await other.locator('.box').count();
  assert.ok(near > 5 && near < 400, `${near}`);
  page.healthy();
  other.healthy();
});

test('fingers: one scrolls the page and taps, two move and zoom', async (t) => {
  const { page } = await open(t, 'AlexNet', '', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await graph(page);
  const transform = () => page.locator('svg.graph > g').getAttribute('transform');
  const client = await page.context().newCDPSession(page);
  const scale = (text) => Number(/scale\(([\d.]+)\)/.exec(text)[1]);
  /** Fingers on their way from the middle of the graph: [dx, dy] each, and where to. */
  async function fingers(from, to) {
    await page.evaluate(() => document.querySelector('.graphs').scrollIntoView({ block: 'start' }));
    await page.waitForTimeout(300);
    const frame = await page.locator('.graphbox').boundingBox();
    const touch = (type, points) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([dx, dy], id) =>
      ({ x: frame.x + frame.width / 2 + dx, y: frame.y + frame.height / 2 + dy, id })) });
    for (let i = 1; i <= from.length; i++) await touch('touchStart', from.slice(0, i));
    for (let step = 1; step <= 8; step++) {
      await touch('touchMove', from.map(([x, y], i) => [x + (to[i][0] - x) * step / 8, y + (to[i][1] - y) * step / 8]));
      await page.waitForTimeout(20);
    }
    for (let i = from.length - 1; i >= 0; i--) await touch('touchEnd', to.slice(0, i));
    await page.waitForTimeout(600);
  }
  const before = await transform();
  await fingers([[0, 100]], [[0, -60]]);
  assert.ok(await page.locator('.graphbox').evaluate((el) => el.getBoundingClientRect().y) < 100, 'one finger scrolls the page');
  assert.equal(await transform(), before);
  await fingers([[-30, 0], [30, 0]], [[-90, 0], [90, 0]]);
  assert.ok(scale(await transform()) > scale(before) * 1.5, `${before} ${await transform()}`);
  await page.getByRole('button', { name: 'Fit', exact: true }).tap();
  assert.equal(scale(await transform()), scale(before));
  await page.locator('.box', { hasText: 'conv3' }).tap();
  await page.locator('.detail h3', { hasText: 'conv3' }).waitFor({ state: 'attached' });
  page.healthy();
});

test('a page that is a file of its own has it too', async (t) => {
  const dir = folder(t), path = join(dir, 'page.html');
  execFileSync(process.env.NETWEIGHT, ['report', 'models/zoo/googlenet.prototxt', '-o', path]);
  const page = await openPage(await browse(t), undefined, pathToFileURL(path).href);
  await graph(page);
  assert.ok(await page.locator('.box').count() > 5);
  assert.equal(await page.locator('.graphs .segment').count(), 1);
  page.healthy();
});
