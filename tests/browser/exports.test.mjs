/** Tables and charts on the clipboard, and where there is none. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { browse, folder, idOf, openPage, serve } from './lib.mjs';

async function choose(page, section, entry) {
  const menu = page.locator(`section.${section} .menu`);
  await menu.locator('summary').click();
  await menu.getByText(entry, { exact: true }).click();
}

test('every format is copied', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await idOf(base, 'LeNet')}`, { permissions: ['clipboard-read', 'clipboard-write'] });
  const copied = async (section, entry) => {
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await choose(page, section, entry);
    const text = await page.waitForFunction(() => navigator.clipboard.readText());
    return text.jsonValue();
  };
  assert.match(await copied('layers', 'Copy for a sheet'), /^index\tname.*conv1\tConvolution/s);
  assert.match(await copied('layers', 'Copy as CSV'), /conv1,Convolution,1x20x24x24,520,/);
  assert.match(await copied('layers', 'Copy as Markdown'), /\| 1 \| conv1 \| Convolution/);
  assert.match(await copied('layers', 'Copy as LaTeX'), /\\toprule.*memory\\_bytes.*\\bottomrule/s);
  assert.equal(JSON.parse(await copied('layers', 'Copy as JSON'))[1].parameters, 520);
  assert.match(await copied('charts', 'Copy as SVG'), /^<svg /);
  await choose(page, 'charts', 'Copy as PNG');
  await page.waitForFunction(async () => (await navigator.clipboard.read())[0]?.types.join() === 'image/png');
  page.healthy();
});

test('without the clipboard interface text is copied all the same, a picture is saved', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await idOf(base, 'LeNet')}`);
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.reload();
  await page.locator('.card.depth').waitFor();
  await choose(page, 'layers', 'Copy as LaTeX');
  await page.getByText('Copied').waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), choose(page, 'charts', 'Copy as PNG')]);
  assert.equal(readFileSync(await file.path()).toString('latin1', 1, 4), 'PNG');
  page.healthy();
});
