/** What is shown is in the address: reload, back, links; the theme is remembered. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, folder, idOf, openPage, ready, serve, store } from './lib.mjs';
import { deep } from './networks.mjs';

test('reload and back give the same view', async (t) => {
  const { base } = await serve(t, folder(t));
  const id = await idOf(base, 'AlexNet');
  const page = await openPage(await browse(t), base, `/n/${id}`);
  await page.getByRole('button', { name: 'TRAIN' }).click();
  await page.locator('.card.depth .big', { hasText: '24' }).waitFor();
  await page.getByRole('columnheader', { name: 'Memory' }).getByRole('button').click();
  await page.getByLabel('log scale').check();
  const address = page.url();
  const first = await page.locator('tbody tr').first().textContent();
  await page.reload();
  await ready(page);
  assert.equal(page.url(), address);
  assert.equal(await page.locator('tbody tr').first().textContent(), first);
  assert.ok(await page.getByLabel('log scale').isChecked());

  await page.goBack();
  await page.goBack();
  await page.locator('.card.depth .big', { hasText: '27' }).waitFor();
  assert.doesNotMatch(page.url(), /phase/);
  await page.goForward();
  await page.locator('.card.depth .big', { hasText: '24' }).waitFor();
  page.healthy();
});

test('the theme is remembered', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.locator('#theme').click();
  await page.locator('#theme').click();
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  await ready(page);
  assert.equal(await paper(), dark);
});

test('ten thousand layers stay quick', async (t) => {
  const { base } = await serve(t, folder(t));
  const id = await store(base, 'deep.prototxt', deep(10000));
  const browser = await browse(t);
  const started = Date.now();
  const page = await openPage(browser, base, `/n/${id}`);
  await page.locator('table.data tfoot').waitFor();
  const opened = Date.now() - started;
  assert.match(await page.locator('tfoot').textContent(), /10,000 layers/);
  assert.equal(await page.locator('table.data').getAttribute('aria-rowcount'), '10001');
  const sort = await page.evaluate(() => {
    const t0 = performance.now();
    document.querySelectorAll('thead button')[4].click();
    return performance.now() - t0;
  });
  t.diagnostic(`opened in ${opened} ms, sorted in ${Math.round(sort)} ms`);
  assert.ok(opened < 15000, `${opened} ms`);
  assert.ok(sort < 3000, `${sort} ms`);
  page.healthy();
});

test('a bundled network that was deleted comes back', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base);
  await page.getByRole('button', { name: 'Delete LeNet' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'LeNet', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'LeNet', exact: true }).click();
  await page.getByRole('link', { name: 'LeNet', exact: true }).waitFor();
  await page.getByText('Bundled networks that were deleted').waitFor({ state: 'hidden' });
  page.healthy();
});
