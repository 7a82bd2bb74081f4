/** What leaves as a file: a page that needs no server, and bundles. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browse, drop, figures, folder, idOf, openPage, ready, serve, store } from './lib.mjs';
import { alexnetV1, hostile } from './networks.mjs';

/** Presses a button of the share dialog, opened where it is not; the path of what was saved. */
async function saved(page, dir, name) {
  if (!await page.getByRole('button', { name }).isVisible()) await page.keyboard.press('s');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  const path = join(dir, download.suggestedFilename());
  await download.saveAs(path);
  await page.keyboard.press('Escape');
  return path;
}

/** The file in a browser without a network, and everything it asked for. */
async function openOffline(browser, path) {
  const page = await openPage(browser, undefined, pathToFileURL(path).href, { offline: true });
  const asked = [];
  page.on('request', (r) => /^(https?|wss?|file):/.test(r.url()) && asked.push(r.url()));
  return Object.assign(page, { asked });
}

test('a page as a file: the same figures without a network, and back again', async (t) => {
  const dir = folder(t), one = await serve(t, folder(t)), two = await serve(t, folder(t));
  const browser = await browse(t);
  const a = await store(one.base, 'alexnet_v1.prototxt', alexnetV1()), b = await store(one.base, '<b>.prototxt', hostile());
  const page = await openPage(browser, one.base, `/compare?n=${a}~phase=TRAIN,${b}&base=1&show=macs&units=MB`);
  const sent = await figures(page);
  const path = await saved(page, dir, 'Save the page');
  assert.equal((await (await fetch(`${one.base}/api/comparisons`)).json()).comparisons.length, 0, 'nothing is stored');

  const file = await openOffline(browser, path);
  assert.deepEqual(await figures(file), sent);
  assert.match(await file.locator('th.base').innerText(), /<img/);
  assert.equal(await file.locator('.strip').count(), 2);
  await file.getByRole('columnheader', { name: /A arithmetic/i }).getByRole('button').click();
  assert.match(file.url(), /sort=-v0/);
  await file.getByRole('searchbox').fill('conv');
  assert.equal(await file.locator('table.data tbody tr').count(), 10);
  await file.locator('th a', { hasText: 'alexnet' }).first().click();
  await file.locator('.card.depth').waitFor();
  assert.equal((await file.locator('.card.params .big').textContent()).trim(), '60,965,224');
  await file.getByRole('button', { name: 'TRAIN' }).click();
  await file.locator('.card.depth .big', { hasText: '24' }).waitFor();
  await file.getByRole('button', { name: 'Source' }).click();
  assert.match(await file.locator('.source').innerText(), /CONVOLUTION/);
  await file.evaluate(() => history.go(-3));
  await file.locator('table.totals').waitFor();
  await file.reload();
  await ready(file);
  const totals = (await file.locator('table.totals tbody td').allTextContents()).length;
  assert.deepEqual((await figures(file)).slice(0, totals), sent.slice(0, totals));
  assert.deepEqual(file.asked, [pathToFileURL(path).href].filter(() => file.asked.length > 0), 'only itself, when it was loaded again');
  file.healthy();

  const other = await openPage(browser, two.base);
  await drop(other, [['page.html', readFileSync(path)]]);
  await other.locator('table.totals').waitFor();
  assert.deepEqual(await figures(other), sent);
  const source = await (await fetch(`${two.base}/api/networks/${a}/source`)).text();
  assert.equal(source, alexnetV1(), 'the original, to the last byte');
  other.healthy();
});

test('the command line writes the same page', async (t) => {
  const dir = folder(t), path = join(dir, 'report.html'), browser = await browse(t);
  const files = ['lenet', 'alexnet'].map((n) => `models/zoo/${n}.prototxt`);
  execFileSync(process.env.NETWEIGHT, ['report', ...files, '-o', path, '--title', 'Old and new']);
  const { base } = await serve(t, dir);
  const file = await openOffline(browser, path);
  assert.equal(await file.locator('h1').textContent(), 'Old and new');
  const live = await openPage(browser, base, `/compare?n=${await idOf(base, 'LeNet')},${await idOf(base, 'AlexNet')}`);
  assert.deepEqual(await figures(file), await figures(live));
  await file.getByRole('button', { name: 'Compare with batch 1' }).click();
  await file.getByText('All with batch 1').waitFor();
  await file.locator('table.totals').waitFor();
  execFileSync(process.env.NETWEIGHT, ['report', files[0], '-o', path]);
  const single = await openOffline(browser, path);
  assert.equal((await single.locator('.card.params .big').textContent()).trim(), '431,080');
  assert.equal(await single.getByRole('button', { name: /What if|Compare|Add/ }).count(), 0, 'nothing that needs a server');
  single.healthy();
  file.healthy();
});

test('a bundle larger than one request goes out and in', async (t) => {
  const dir = folder(t), one = await serve(t, folder(t)), two = await serve(t, folder(t));
  const browser = await browse(t), ids = [];
  for (const n of [1, 2, 3]) ids.push(await store(one.base, `large${n}.prototxt`, `# ${'"x" '.repeat(1200000)}\nname: "Large ${n}" layer { name: "a" type: "Input" top: "a" }`));
  const page = await openPage(browser, one.base, `/compare?n=${ids.join()}`);
  const path = await saved(page, dir, 'Save a bundle');
  assert.ok(readFileSync(path).length > 15e6);
  const other = await openPage(browser, two.base);
  const refused = await other.evaluate(async () => (await fetch('/api/bundle', { method: 'POST', headers: { 'X-Netweight': '1' },
    body: new Uint8Array(9 << 20) })).json());
  assert.match(refused.error.message, /8 MiB.*netweight import/);
  await other.evaluate(() => document.body.insertAdjacentElement('beforeend', Object.assign(document.createElement('input'), { type: 'file', id: 'large' })));
  await other.setInputFiles('#large', path);
  await other.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(document.getElementById('large').files[0]);
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
  });
  await other.getByText('Stored 3 networks and 1 link').waitFor();
  await other.locator('table.totals').waitFor();
  for (const id of ids) assert.ok((await fetch(`${two.base}/api/networks/${id}`)).ok);
  other.healthy();
});

/** A network with a type that nobody knows, and a batch of its own. */
const strange = `name: "odd" layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 2 dim: 3 dim: 8 dim: 8 } } }
  layer { name: "f" type: "Strange" bottom: "d" top: "f" }
  layer { name: "c" type: "Convolution" bottom: "f" top: "c" convolution_param { num_output: 4 kernel_size: 3 } }
  layer { name: "p" type: "Python" bottom: "c" top: "p" include { phase: TRAIN } }`;

/** All figures of a page, after its phase was switched where it has phases. */
async function both(page) {
  const seen = await figures(page);
  const other = page.locator('[aria-label="Phase"] [aria-pressed="false"]');
  if (!await other.count()) return seen;
  await other.click();
  await page.locator('.page[aria-busy="false"]').waitFor();
  return [...seen, ...await figures(page)];
}

test('every page of the file has the sender\'s figures: own options, rules, what-if', async (t) => {
  const dir = folder(t), { base } = await serve(t, folder(t)), browser = await browse(t);
  const send = (method, path, body) => fetch(base + path, { method, body: JSON.stringify(body), headers: { 'X-Netweight': '1' } });
  const odd = await store(base, 'odd.prototxt', strange), lenet = await idOf(base, 'LeNet');
  assert.ok((await send('PUT', '/api/rules', { text: 'Strange: top = bottom; params [5, 7]' })).ok);
  assert.ok((await send('PATCH', `/api/networks/${odd}`, { options: { batch: 6, rule: ['layer "p": top = [b0.0]'] } })).ok);
  for (const path of [`/n/${odd}`, `/n/${odd}?batch=9&dtype=fp16&fit=1GiB`, `/n/${odd}?phase=TRAIN&solver=Adam`,
    `/compare?n=${odd},${lenet}~batch=3`, `/compare?n=${lenet},${odd}~dtype=int8&base=1`,
    `/compare?n=${lenet},${lenet}~batch=3`]) {
    const page = await openPage(browser, base, path), file = await openOffline(browser, await saved(page, dir, 'Save the page'));
    const links = await page.locator('table.totals th a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const inside = await file.locator('table.totals th a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert.deepEqual(inside, links, 'the same pages behind it');
    const above = await file.locator('.topbar nav a:not([data-for])').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    if (links.length) assert.deepEqual(above, links, 'and from its top bar');
    const sent = await both(page);
    assert.ok(sent.length > 10);
    assert.deepEqual(await both(file), sent, path);
    assert.equal(await file.locator('.ask input, .ask select').count(), 0, 'nothing is asked that cannot be kept');
    for (const href of links) {
      await page.goto(href);
      await ready(page);
      await file.goto(`${file.url().split('#')[0]}#${href}`);
      await file.reload();
      await ready(file);
      assert.deepEqual(await both(file), await both(page), `${path}: ${href}`);
    }
    assert.equal(await file.locator('.problem.error').count(), 0);
    file.healthy();
    page.healthy();
  }
});

test('a bundle opens on a server that has nothing of it; damaged ones are refused', async (t) => {
  const dir = folder(t), one = await serve(t, folder(t)), two = await serve(t, folder(t));
  const browser = await browse(t);
  const ids = [await store(one.base, 'a.prototxt', alexnetV1()), await store(one.base, 'h.prototxt', hostile())];
  const page = await openPage(browser, one.base, `/compare?n=${ids.join()}&show=memory&sort=-v1`);
  const sent = await figures(page);
  await page.keyboard.press('s');
  await page.getByLabel('Title').fill('Bundled');
  const path = await saved(page, dir, 'Save a bundle');
  const text = readFileSync(path, 'utf8');
  const other = await openPage(browser, two.base);
  await drop(other, [['cut.json', text.slice(0, -40)]]);
  await other.getByText('cut.json: This is not a bundle').waitFor();
  await drop(other, [['changed.json', text.replace('"source":"', '"source":" ')]]);
  await other.getByText('changed.json: The bundle is damaged').waitFor();
  assert.equal((await (await fetch(`${two.base}/api/networks?q=a.prototxt`)).json()).total, 0);
  await drop(other, [['bundle.json', text]]);
  await other.waitForURL(/\/c\/[0-9a-f]{24}\?.*sort=-v1/);
  await other.locator('table.totals').waitFor();
  await ready(other);
  assert.deepEqual(await figures(other), sent);
  page.healthy();
  other.healthy();
});
