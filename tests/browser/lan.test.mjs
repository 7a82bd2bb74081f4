/** Links on the network: what their readers see, and what is not offered to them. */

import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { browse, drop, figures, folder, idOf, openPage, ready, serve, store } from './lib.mjs';

const json = { 'X-Netweight': '1', 'Content-Type': 'application/json' };
const odd = 'layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 2 dim: 3 } } } layer { name: "f" type: "Strange" bottom: "d" top: "f" }';

async function share(base, body) {
  const answer = await fetch(`${base}/api/shares`, { method: 'POST', headers: json, body: JSON.stringify(body) });
  assert.equal(answer.status, 201);
  return answer.json();
}

/** Some containers have no IPv6 at all. */
const has = (family) => Object.values(networkInterfaces()).flat().some((i) => i.family === family);

for (const [name, address] of [['IPv4', '127.0.0.1:0'], ['IPv6', '[::1]:0']]) {
  test(`a link on the network reads and offers nothing else: ${name}`, { skip: !has(name) && 'not here' }, async (t) => {
    const server = await serve(t, folder(t), 0, ['--share', address]), browser = await browse(t);
    const ids = [await store(server.base, 'odd.prototxt', odd), await idOf(server.base, 'LeNet'), await idOf(server.base, 'AlexNet')];
    const { id, href } = await share(server.base, { networks: ids.map((i) => ({ id: i })), title: 'Three' });
    assert.ok(href.startsWith(address.startsWith('[') ? 'http://[::1]:' : 'http://127.0.0.1:'), href);
    assert.ok(server.said().includes(`${new URL(href).origin}/`), 'the same address is printed');
    const live = await openPage(browser, server.base, `/compare?n=${ids.join()}`), sent = await figures(live);
    const page = await openPage(browser, undefined, href);
    assert.deepEqual(await figures(page), sent);
    assert.match(await page.locator('.topbar').innerText(), /read-only/);
    await drop(page, [['a.prototxt', 'name: "a"']]);
    await page.getByText('This page is read-only').waitFor();
    assert.equal(await page.getByRole('button', { name: /^(Add…|Compare)$/ }).count(), 0);
    await page.locator('table.totals th a').first().click();
    await page.locator('.card.depth').waitFor();
    assert.equal(await page.locator('.ask input, .ask select').count(), 0, 'rules cannot be kept');
    await page.getByRole('button', { name: 'What if' }).click();
    await page.getByLabel('batch', { exact: true }).fill('7');
    await page.locator('.card', { hasText: '×3.50' }).first().waitFor();
    await page.goto(href);
    await ready(page);
    assert.equal((await fetch(`${server.base}/api/shares/${id}`, { method: 'DELETE', headers: json })).status, 200);
    await page.reload();
    await ready(page);
    const told = await page.locator('main').innerText();
    assert.match(told, /expired, was taken back/);
    assert.match(told, /Ask whoever sent it for a new one/);
    assert.equal(await page.getByRole('link', { name: 'All networks' }).count(), 0);
    page.healthy();
  });
}

test('a network that its owner deleted is told to a reader', async (t) => {
  const { base } = await serve(t, folder(t), 0, ['--share', '127.0.0.1:0']), browser = await browse(t);
  const ids = [await store(base, 'odd.prototxt', odd), await idOf(base, 'LeNet')];
  const { href } = await share(base, { networks: ids.map((id) => ({ id })) });
  await fetch(`${base}/api/networks/${ids[0]}`, { method: 'DELETE', headers: json });
  const page = await openPage(browser, undefined, href), told = await page.locator('.banner.warn').first().innerText();
  assert.match(told, /Ask the sender/);
  assert.doesNotMatch(told, /Drop the files/);
  page.healthy();
});

test('on plain http, where there is no clipboard interface, links and tables are copied', async (t) => {
  const { base } = await serve(t, folder(t), 0, ['--allow-host', 'lan.test']);
  const browser = await browse(t, ['--host-resolver-rules=MAP lan.test 127.0.0.1']);
  const page = await openPage(browser, base.replace('127.0.0.1', 'lan.test'), `/n/${await idOf(base, 'LeNet')}`);
  assert.deepEqual(await page.evaluate(() => [isSecureContext, 'clipboard' in navigator]), [false, false]);
  await page.evaluate(() => document.addEventListener('copy', () => { window.copied = getSelection().toString() || document.activeElement.value; }));
  /** The text that the last press put there. */
  const taken = async (press) => {
    await page.evaluate(() => { window.copied = null; });
    await press();
    await page.waitForFunction(() => window.copied);
    return page.evaluate(() => window.copied);
  };
  for (const format of ['a sheet', 'CSV', 'Markdown', 'LaTeX', 'JSON']) {
    await page.locator('section.layers .menu summary').click();
    const name = format === 'a sheet' ? 'Copy for a sheet' : `Copy as ${format}`;
    const text = await taken(() => page.locator('section.layers .menu').getByText(name, { exact: true }).click());
    assert.match(text, /conv1/, format);
  }
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Make a link that carries' }).click();
  await page.getByRole('button', { name: 'Make a short link' }).click();
  await page.locator('.linkbox').nth(2).waitFor();
  for (const box of await page.locator('.linkbox').all()) {
    assert.equal(await taken(() => box.getByRole('button', { name: 'Copy' }).click()), await box.locator('input').inputValue());
  }
  page.healthy();
});
