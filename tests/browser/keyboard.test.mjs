/** Everything without a mouse. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, folder, idOf, openPage, serve } from './lib.mjs';

test('the keyboard walks the table and the chart', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await idOf(base, 'AlexNet')}`);
  const picked = () => page.locator('tr.pick .name').textContent();

  await page.keyboard.press('j');
  assert.equal(await picked(), 'data');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.match(page.url(), /sel=1/);

  await page.locator('.strips').focus();
  await page.keyboard.press('End');
  assert.equal(await picked(), 'loss');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.match(await page.locator('.strips').getAttribute('aria-valuetext'), /forward memory .*parameters .*arithmetic/);
  await page.keyboard.press('+');
  assert.match(page.url(), /zoom=/);
  await page.keyboard.press('0');
  assert.doesNotMatch(page.url(), /zoom=/);

  await page.getByRole('columnheader', { name: 'MACs' }).getByRole('button').focus();
  await page.keyboard.press('Enter');
  assert.match(page.url(), /sort=-macs/);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'MACs', 'sorting keeps the focus');
  await page.getByRole('button', { name: 'TRAIN' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.card.depth .big', { hasText: '24' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'TRAIN');
  await page.keyboard.press('p');
  await page.locator('.card.depth .big', { hasText: '27' }).waitFor();

  await page.locator('h1').click();
  await page.keyboard.press('Enter');
  await page.locator('.ln.lit').first().waitFor();
  await page.keyboard.press('u');
  assert.match(await page.locator('.card.memory .big').textContent(), / ?MB$/);
  await page.keyboard.press('p');
  await page.locator('.card.depth .big', { hasText: '24' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('fc');
  assert.match(page.url(), /q=fc/);
  await page.locator('h1').click();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
  page.healthy();
});
