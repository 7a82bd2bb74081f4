/** Short links: the same view again, listed, renamed, deleted; their networks may be
 *  missing, and the figures others than today's. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, drop, figures, folder, idOf, openPage, ready, serve, store } from './lib.mjs';
import { alexnetV1, vgg19V1 } from './networks.mjs';

const json = { 'X-Netweight': '1', 'Content-Type': 'application/json' };

/** Makes a short link of the open page; its path. */
async function share(page, title, note = '') {
  await page.keyboard.press('s');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Note').fill(note);
  await page.getByRole('button', { name: 'Make a short link' }).click();
  const link = await page.locator('.made input').first().inputValue();
  await page.keyboard.press('Escape');
  return new URL(link).pathname;
}

test('a link carries the view, what-if included, over a restart', async (t) => {
  const dir = folder(t), server = await serve(t, dir), browser = await browse(t);
  const id = await idOf(server.base, 'GoogLeNet');
  const page = await openPage(browser, server.base, `/n/${id}?batch=4&dtype=fp16&sort=-params&q=conv&units=MB&sel=7`);
  const sent = await figures(page), path = await share(page, 'Half', 'four at once');
  assert.equal(await share(page, 'Half again'), path, 'the same view has the same link');
  await server.stop();
  const again = await serve(t, dir);
  const other = await openPage(browser, again.base, path);
  assert.deepEqual(await figures(other), sent);
  assert.match(other.url(), /batch=4.*dtype=fp16.*units=MB.*sort=-params.*q=conv.*sel=7/);
  assert.match(await other.locator('.banner.info').innerText(), /Half four at once/);
  other.healthy();
});

test('my links: find, rename, delete', async (t) => {
  const { base } = await serve(t, folder(t));
  const browser = await browse(t);
  const a = await idOf(base, 'AlexNet'), b = await idOf(base, 'VGG-19');
  const page = await openPage(browser, base, `/compare?n=${a},${b}`);
  const path = await share(page, 'Two classics', 'old and deep');
  await page.goto('/links');
  await ready(page);
  const row = page.locator('li.linkrow', { hasText: 'Two classics' });
  assert.match(await row.innerText(), /2 networks.*old and deep/s);
  assert.equal(await row.locator('a').getAttribute('href'), path);
  await row.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Title').fill('<b>Three</b>');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('<b>Three</b>').waitFor();
  await page.getByRole('searchbox').fill('nothing like it');
  await page.getByText('No link matches.').waitFor();
  await page.getByRole('searchbox').fill('DEEP');
  await page.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No links yet').waitFor();
  assert.equal((await fetch(`${base}/api${path.replace('/c/', '/comparisons/')}`)).status, 404);
  page.healthy();
});

test('a link whose networks are missing takes the dropped files', async (t) => {
  const { base } = await serve(t, folder(t));
  const browser = await browse(t);
  const ids = [await store(base, 'a.prototxt', alexnetV1()), await store(base, 'v.prototxt', vgg19V1())];
  const made = await (await fetch(`${base}/api/comparisons`, { method: 'POST', headers: json,
    body: JSON.stringify({ networks: ids.map((id) => ({ id })), title: 'Both' }) })).json();
  const page = await openPage(browser, base);
  await page.getByRole('button', { name: 'Delete VGG-19 V1' }).or(page.getByRole('button', { name: /^Delete v/ })).first().click();
  assert.match(await page.getByRole('dialog').innerText(), /1 shared link uses it: it stays, with the figures/);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('is deleted').waitFor();
  await fetch(`${base}/api/networks/${ids[0]}`, { method: 'DELETE', headers: json });
  await page.goto(made.href);
  await ready(page);
  const told = await page.locator('.banner.warn').innerText();
  assert.match(told, /2 networks/);
  assert.match(told, /a\.prototxt.*sha256 [0-9a-f]{64}.*27 layers, 60,965,224 parameters/s);
  await drop(page, [['other.prototxt', 'name: "x"'], ['renamed.prototxt', alexnetV1()]]);
  await page.getByText('another content than the link names').waitFor();
  await page.locator('table.totals').waitFor();
  assert.match(await page.locator('.banner.warn').innerText(), /1 network /);
  await drop(page, [['v.prototxt', vgg19V1()]]);
  await page.locator('table.totals', { hasText: '143,667,240' }).waitFor();
  assert.equal(await page.locator('.banner.warn').count(), 0);
  assert.equal((await (await fetch(`${base}/api/networks?q=other`)).json()).total, 0, 'nothing else was stored');
  await fetch(`${base}/api/networks/${ids[1]}`, { method: 'DELETE', headers: json });
  await page.goto(`/n/${ids[1]}`);
  await ready(page);
  await drop(page, [['v.prototxt', vgg19V1()]]);
  await page.locator('.card.depth').waitFor();
  page.healthy();
});

test('figures of another version stand beside those of today', async (t) => {
  const { base } = await serve(t, folder(t));
  const browser = await browse(t);
  const ids = [await idOf(base, 'AlexNet'), await idOf(base, 'VGG-19')];
  const made = await (await fetch(`${base}/api/comparisons`, { method: 'POST', headers: json,
    body: JSON.stringify({ networks: ids.map((id) => ({ id })) }) })).json();
  const page = await openPage(browser, base, made.href);
  assert.equal(await page.locator('.then').count(), 0, 'the same figures need no word');
  await page.route('**/api/comparisons/*', async (route) => {
    const answer = await (await route.fetch()).json();
    answer.comparison.analyzer = '0.0.9';
    answer.comparison.figures[1].params = 143667239;
    await route.fulfill({ json: answer });
  });
  await page.reload();
  await ready(page);
  assert.match((await page.locator('.then').innerText()).replace(/\s+/g, ' '),
    /Made with netweight 0\.0\.9.*VGG-19 Parameters 143,667,239 143,667,240/);
  page.healthy();
});
