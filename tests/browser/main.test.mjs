/** The main job: drop files, read the answers, compare, share, open the link. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, drop, folder, openPage, ready, serve, upload } from './lib.mjs';
import { alexnetV1, vgg19V1 } from './networks.mjs';

const text = async (locator) => (await locator.textContent()).replace(/\s+/g, ' ').trim();

/** Headline of a card. */
const big = (page, card) => text(page.locator(`.card.${card} .big`));

test('from two dropped files to a link that survives a restart', async (t) => {
  const dir = folder(t);
  const server = await serve(t, dir);
  const browser = await browse(t);
  const page = await openPage(browser, server.base);

  await t.test('several files at once give their three answers', async () => {
    await drop(page, [['alexnet_v1.prototxt', alexnetV1()], ['vgg19_v1.prototxt', vgg19V1()]]);
    await upload(page, 'vgg19_v1').locator('a').waitFor();
    await upload(page, 'alexnet_v1').locator('a').waitFor();
    assert.match(await text(upload(page, 'alexnet_v1')), /27 layers ?60,965,224 parameters/);
    assert.match(await text(upload(page, 'vgg19_v1')), /46 layers ?143,667,240 parameters/);
  });

  await t.test('the network page answers at a glance, in both phases', async () => {
    await upload(page, 'alexnet_v1').locator('a').click();
    await page.locator('.card.depth').waitFor();
    assert.equal(await big(page, 'depth'), '27layers');
    assert.equal(await big(page, 'params'), '60,965,224');
    assert.match(await text(page.locator('.card.memory')), /416,362,808 bytes/);
    assert.match(await text(page.locator('.card.macs')), /724,406,816/);
    await page.getByRole('button', { name: 'TRAIN' }).click();
    await page.locator('.card.depth .big', { hasText: '24' }).waitFor();
    assert.equal(await big(page, 'params'), '60,965,224');
    assert.match(page.url(), /phase=TRAIN/);
  });

  await t.test('the table sorts, filters and adds up', async () => {
    const rows = page.locator('table.data tbody tr');
    assert.equal(await rows.count(), 24);
    await page.getByRole('columnheader', { name: 'Parameters' }).getByRole('button').click();
    assert.match(await text(rows.first()), /fc6.*37,752,832/);
    assert.match(page.url(), /sort=-params/);
    await page.getByRole('searchbox', { name: 'Find a layer' }).fill('conv');
    await page.getByRole('button', { name: /^Convolution/ }).click();
    assert.equal(await rows.count(), 5);
    assert.match(await text(page.locator('tfoot')), /5 layers.*2,334,080/);
  });

  await t.test('a row, its bar and its line in the file belong together', async () => {
    await page.locator('tr', { has: page.getByText('conv1', { exact: true }) }).click();
    await page.mouse.move(0, 0);
    assert.match(await text(page.locator('.charts .readout')), /conv1 Convolution.*34,944/);
    await page.getByRole('button', { name: 'Source' }).click();
    assert.match(await text(page.locator('.ln.lit').first()), /name: "conv1"/);
    assert.match(await page.locator('.strips').getAttribute('aria-valuetext'), /conv1.*parameters 34,944/);
  });

  let link = '';
  await t.test('compare against a baseline, share a link', async () => {
    await page.goto('/');
    await ready(page);
    await page.getByLabel('Choose AlexNet V1').or(page.getByLabel('Choose alexnet_v1')).first().check();
    await page.getByLabel('Choose VGG-19 V1').or(page.getByLabel('Choose vgg19_v1')).first().check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await page.locator('table.totals').waitFor();
    const params = page.locator('table.totals tr', { hasText: 'Parameters' });
    assert.match(await text(params), /60,965,224.*143,667,240.*\+82,702,016 ×2\.36/);
    assert.equal(await page.locator('.strip').count(), 2);
    await page.getByRole('button', { name: 'Share' }).click();
    const before = await (await fetch(`${server.base}/api/comparisons`)).json();
    assert.equal(before.comparisons.length, 0, 'opening the dialog stores nothing');
    await page.getByLabel('Title').fill('Two classics');
    await page.getByRole('button', { name: 'Make a short link' }).click();
    link = await page.locator('.made input').inputValue();
    assert.match(link, new RegExp(`^${server.base}/c/[0-9a-f]{24}$`));
  });

  page.healthy();
  await server.stop();
  const again = await serve(t, dir, new URL(server.base).port);
  const other = await openPage(browser, again.base, new URL(link).pathname);
  await other.locator('table.totals').waitFor();
  assert.equal(await text(other.locator('h1')), 'Two classics');
  assert.match(await text(other.locator('table.totals')), /60,965,224.*143,667,240/);
  other.healthy();
});

test('what if: another batch, another number type, another input', async (t) => {
  const { base } = await serve(t, folder(t));
  const { networks } = await (await fetch(`${base}/api/networks?q=vgg-16`)).json();
  const page = await openPage(await browse(t), base, networks[0].href);
  const bytes = () => text(page.locator('.card.memory .split .note'));
  const one = Number((await bytes()).replace(/[^0-9]/g, ''));
  await page.getByRole('button', { name: 'What if' }).click();
  await page.getByLabel('batch').fill('8');
  await page.keyboard.press('Enter');
  await page.locator('.card.memory .note', { hasText: (8 * one).toLocaleString('en-US') }).waitFor();
  await page.getByLabel('activations').selectOption('fp16');
  await page.locator('.card.memory .note', { hasText: (4 * one).toLocaleString('en-US') }).waitFor();
  assert.match(page.url(), /batch=8&dtype=fp16/);
  await page.getByRole('button', { name: 'as in the file' }).click();
  await page.locator('.card.memory .note', { hasText: one.toLocaleString('en-US') }).waitFor();
  await page.getByLabel('data', { exact: true }).fill('1x3x448x448');
  await page.keyboard.press('Enter');
  await page.locator('.card.params .big', { hasText: '446,638,888' }).waitFor();
  page.healthy();
});

test('a link whose network is gone names it', async (t) => {
  const { base } = await serve(t, folder(t));
  const { networks } = await (await fetch(`${base}/api/networks?limit=200`)).json();
  const headers = { 'X-Netweight': '1', 'Content-Type': 'application/json' };
  const [a, b, c] = networks;
  const made = await (await fetch(`${base}/api/comparisons`, { method: 'POST', headers,
    body: JSON.stringify({ networks: [a, b, c].map(({ id }) => ({ id })), baseline: 1, title: 'Three' }) })).json();
  const gone = await fetch(`${base}/api/networks/${a.id}`, { method: 'DELETE', headers });
  assert.ok(gone.ok);
  const page = await openPage(await browse(t), base, made.href);
  assert.match(await text(page.locator('.banner.warn').first()), new RegExp(a.sha256));
  assert.match(await text(page.locator('.banner.warn').first()), /\(9 layers, 431,080 parameters/);
  assert.equal(await page.locator('.banner.warn').count(), 1, 'the figures are still the same');
  assert.match(await text(page.locator('th.base').first()), new RegExp(b.name));
  page.healthy();
});
