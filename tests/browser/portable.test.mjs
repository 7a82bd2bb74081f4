/** A link that carries its networks opens on another server. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, folder, openPage, serve, store } from './lib.mjs';
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
  assert.ok(link.length < 2000, `${link.length}`);

  const other = await openPage(browser, two.base, link);
  const before = (await (await fetch(`${two.base}/api/networks?q=alexnet_v1`)).json()).total;
  assert.equal(before, 0, 'nothing is stored before it is opened');
  assert.match(await other.locator('main').innerText(), /alexnet_v1\.prototxt.*<b>\.prototxt/s);
  await other.getByRole('button', { name: 'Open' }).click();
  await other.locator('table.totals').waitFor();
  assert.match(await other.locator('table.totals').innerText(), /TRAIN/);
  assert.match(await other.locator('th.base').innerText(), /<b>/);
  assert.match(other.url(), new RegExp(`n=${a}~phase=TRAIN,${b}.*show=macs`));
  page.healthy();
  other.healthy();
});

test('damaged links and bombs are told', async (t) => {
  const { base } = await serve(t, folder(t));
  const browser = await browse(t);
  const cut = await openPage(browser, base, '/#z=7VbbbtswDP0Vw8');
  assert.match(await cut.locator('main').innerText(), /damaged/);
  const bomb = await cut.evaluate(async () => {
    const stream = new Blob([new Uint8Array(64 * 1024 * 1024)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return btoa(String.fromCharCode(...bytes.subarray(0, 100000))).replaceAll('+', '-').replaceAll('/', '_');
  });
  await cut.evaluate((z) => { location.hash = `z=${z}`; }, bomb);
  await cut.getByText('16 MiB').waitFor();
  cut.healthy();
});
