/** A link that carries its networks opens on another server. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, figures, folder, idOf, openPage, serve, store } from './lib.mjs';
import { alexnetV1, hostile } from './networks.mjs';

/** The portable link of the open page, as this server would be asked for it. */
async function linkOf(page) {
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Make a link that carries' }).click();
  const url = await page.locator('.made input').inputValue();
  assert.match(url, /^http:\/\/localhost:8642\/#z=[\w-]+$/);
  return `/${new URL(url).hash}`;
}

test('one machine makes it, another one opens it', async (t) => {
  const one = await serve(t, folder(t)), two = await serve(t, folder(t));
  const browser = await browse(t);
  const a = await store(one.base, 'alexnet_v1.prototxt', alexnetV1());
  const b = await store(one.base, '<b>.prototxt', hostile());
  const page = await openPage(browser, one.base, `/compare?n=${a}~phase=TRAIN,${b}&base=1&show=macs`);
  const link = await linkOf(page);
  await page.keyboard.press('Escape');
  assert.ok(link.length < 1200, `${link.length}`);

  const sent = await figures(page);
  assert.ok(sent.length > 5);

  const other = await openPage(browser, two.base, link);
  const before = (await (await fetch(`${two.base}/api/networks?q=alexnet_v1`)).json()).total;
  assert.equal(before, 0, 'nothing is stored before it is opened');
  assert.match(await other.locator('main').innerText(), /alexnet_v1\.prototxt.*<b>\.prototxt/s);
  await other.getByRole('button', { name: 'Store and open' }).click();
  await other.locator('table.totals').waitFor();
  assert.deepEqual(await figures(other), sent, 'every figure is the same');
  assert.match(await other.locator('table.totals').innerText(), /TRAIN/);
  assert.match(await other.locator('th.base').innerText(), /onerror/);
  assert.match(other.url(), /~phase=TRAIN,.*show=macs/);
  page.healthy();
  other.healthy();
});

test('a network that the receiver has is not stored twice', async (t) => {
  const one = await serve(t, folder(t)), two = await serve(t, folder(t));
  const browser = await browse(t);
  const id = await idOf(one.base, 'GoogLeNet');
  const page = await openPage(browser, one.base, `/n/${id}?batch=4&sort=-params&sel=7&units=MB`);
  const link = await linkOf(page);
  await page.keyboard.press('Escape');
  const sent = await figures(page);
  const other = await openPage(browser, two.base, link);
  assert.match(await other.locator('main').innerText(), /is here already/);
  await other.getByRole('button', { name: 'Open', exact: true }).click();
  await other.locator('.card.depth').waitFor();
  assert.equal(new URL(other.url()).pathname, `/n/${id}`);
  assert.match(other.url(), /batch=4.*units=MB.*sort=-params.*sel=7/);
  assert.deepEqual(await figures(other), sent);
});

test('what is kept for a network travels with it', async (t) => {
  const one = await serve(t, folder(t)), two = await serve(t, folder(t));
  const browser = await browse(t);
  const send = (method, path, body) => fetch(one.base + path, { method, body: JSON.stringify(body), headers: { 'X-Netweight': '1' } });
  const id = await store(one.base, 'foo.prototxt', `layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 2 dim: 3 dim: 8 dim: 8 } } }
    layer { name: "f" type: "Strange" bottom: "d" top: "f" }
    layer { name: "c" type: "Convolution" bottom: "f" top: "c" convolution_param { num_output: 4 kernel_size: 3 } }`);
  assert.ok((await send('PUT', '/api/rules', { text: 'Strange: top = bottom; params [5, 7]' })).ok);
  assert.ok((await send('PATCH', `/api/networks/${id}`, { options: { batch: 6 } })).ok);
  const page = await openPage(browser, one.base, `/n/${id}`);
  /** The lines of the file are others. */
  const cards = (p) => p.locator('.card .big, .card dd, tfoot td').allTextContents();
  const sent = await cards(page);
  assert.ok(sent.length > 10);
  const other = await openPage(browser, two.base, await linkOf(page));
  await other.getByRole('button', { name: 'Store and open' }).click();
  await other.locator('.card.depth').waitFor();
  assert.deepEqual(await cards(other), sent);
  other.healthy();
});

test('the link wins for its view where the receiver keeps other options', async (t) => {
  const one = await serve(t, folder(t)), two = await serve(t, folder(t));
  const browser = await browse(t), id = await idOf(one.base, 'LeNet');
  const keep = (base, options) => fetch(`${base}/api/networks/${id}`, { method: 'PATCH', body: JSON.stringify({ options }), headers: { 'X-Netweight': '1' } });
  const kept = async () => (await (await fetch(`${two.base}/api/networks/${id}`)).json()).defaults;
  assert.ok((await keep(one.base, { batch: 6 })).ok);
  assert.ok((await keep(two.base, { batch: 3, dtype: 'fp16' })).ok);
  const page = await openPage(browser, one.base, `/n/${id}`), link = await linkOf(page);
  await page.keyboard.press('Escape');
  /** Beside them stands what the file alone gives: here the batch is asked for. */
  const plain = async (p) => (await p.locator('.card .big, .card dd, tfoot td').allTextContents()).map((x) => x.replace(/ was .*/, '').trim());
  const sent = await plain(page);
  const other = await openPage(browser, two.base, link);
  assert.match(await other.locator('main').innerText(), /kept with batch 3, dtype fp16.*rest on batch 6.*yours stay/s);
  await other.getByRole('button', { name: 'Open', exact: true }).click();
  await other.locator('.card.depth').waitFor();
  assert.deepEqual(await plain(other), sent);
  assert.deepEqual(await kept(), { batch: 3, dtype: 'fp16' }, 'the receiver\'s stay');
  await other.getByRole('button', { name: 'as it is kept here' }).click();
  await other.locator('.leftout').waitFor({ state: 'detached' });
  assert.doesNotMatch(other.url(), /defaults|batch/);
  const again = await openPage(browser, two.base, link);
  await again.getByRole('checkbox').check();
  await again.getByRole('button', { name: 'Open', exact: true }).click();
  await again.locator('.card.depth').waitFor();
  assert.deepEqual(await kept(), { batch: 6 }, 'the link\'s are kept when one says so');
  assert.doesNotMatch(again.url(), /defaults/);
  other.healthy();
  again.healthy();
});

test('damaged links and bombs are told', async (t) => {
  const { base } = await serve(t, folder(t));
  const browser = await browse(t);
  const cut = await openPage(browser, base, '/#z=AVbbbtswDP0Vw8');
  assert.match(await cut.locator('main').innerText(), /damaged/);
  const bomb = await cut.evaluate(async () => {
    const stream = new Blob([new Uint8Array(64 * 1024 * 1024)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    let crc = 0xb704ce;
    for (const b of bytes) {
      crc ^= b << 16;
      for (let i = 0; i < 8; i++) crc = crc & 0x800000 ? ((crc << 1) ^ 0x864cfb) & 0xffffff : (crc << 1) & 0xffffff;
    }
    const all = [1, crc >> 16, (crc >> 8) & 255, crc & 255, ...bytes];
    return btoa(String.fromCharCode(...all)).replaceAll('+', '-').replaceAll('/', '_');
  });
  await cut.evaluate((z) => { location.hash = `z=${z}`; }, bomb);
  await cut.getByText('16 MiB').waitFor();
  cut.healthy();
});
