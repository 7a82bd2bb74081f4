/** axe-core finds nothing, light and dark; nothing is wider than a phone. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { browse, folder, idOf, openPage, serve } from './lib.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In the dark only colours can differ. */
async function check(page, rules) {
  const { violations } = await page.evaluate((only) => window.axe.run(document, only ? { runOnly: only } : {}), rules);
  return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
}

test('every page', async (t) => {
  const { base } = await serve(t, folder(t));
  const a = await idOf(base, 'AlexNet'), b = await idOf(base, 'VGG-19');
  const browser = await browse(t);
  const paths = ['/', `/n/${a}?sel=3&src=1`, `/compare?n=${a},${b}&sel=4`, '/compare', '/about', '/nothing'];
  for (const colorScheme of ['light', 'dark']) {
    for (const path of paths) {
      await t.test(`${colorScheme} ${path.split('?')[0]}`, async () => {
        const page = await openPage(browser, base, path, { colorScheme });
        await page.evaluate(AXE);
        assert.deepEqual(await check(page, colorScheme === 'dark' ? ['color-contrast'] : null), []);
        await page.setViewportSize({ width: 390, height: 844 });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
        page.healthy();
        await page.context().close();
      });
    }
  }
  await t.test('the share dialog', async () => {
    const page = await openPage(browser, base, `/n/${a}`);
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Make a short link' }).click();
    await page.locator('.made input').waitFor();
    await page.evaluate(AXE);
    assert.deepEqual(await check(page), []);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  });
});
