/** The charts under the mouse, and what is exported. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { browse, folder, idOf, openPage, serve } from './lib.mjs';

const range = (page) => new URL(page.url()).searchParams.get('zoom')?.split(',').map(Number);

async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

async function choose(page, section, entry) {
  const menu = page.locator(`section.${section} .menu`);
  return download(page, async () => {
    await menu.locator('summary').click();
    await menu.getByText(entry, { exact: true }).click();
  });
}

test('wheel, drag and brush move one axis for all strips', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await idOf(base, 'ResNet-152')}`);
  const box = await page.locator('.strips').boundingBox();
  const middle = [box.x + box.width / 2, box.y + box.height / 3];

  await page.mouse.move(...middle);
  await page.mouse.wheel(0, 200);
  while (!await page.evaluate(() => scrollY)) await page.waitForTimeout(20);
  assert.equal(range(page), undefined, 'the wheel alone scrolls the page');
  await page.mouse.wheel(0, -1000);
  while (await page.evaluate(() => scrollY)) await page.waitForTimeout(20);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -1000);
  await page.keyboard.up('Control');
  await page.waitForURL(/zoom=/);
  const [from, to] = range(page);
  assert.ok(to - from < 700 && from > 0 && to < 721, `${from} ${to}`);

  await page.mouse.move(...middle);
  await page.mouse.down();
  await page.mouse.move(middle[0] - 150, middle[1], { steps: 4 });
  await page.mouse.up();
  const moved = range(page);
  assert.ok(moved[0] > from, `${moved} after ${from}`);
  assert.ok(Math.abs((moved[1] - moved[0]) - (to - from)) <= 1);

  await page.getByRole('button', { name: 'All', exact: true }).last().click();
  await page.locator('.overview').scrollIntoViewIfNeeded();
  const whole = await page.locator('.overview').boundingBox();
  assert.equal(range(page), undefined);
  await page.mouse.move(whole.x + whole.width * 0.5, whole.y + 10);
  await page.mouse.down();
  await page.mouse.move(whole.x + whole.width * 0.7, whole.y + 10, { steps: 4 });
  await page.mouse.up();
  const brushed = range(page);
  assert.ok(brushed[0] > 300 && brushed[1] < 560, String(brushed));

  await page.locator('.strips').hover();
  assert.match(await page.locator('.charts .readout').innerText(), /Forward memory/);
  assert.equal(await page.locator('tr.hover').count(), 1, 'bar and row are one');
  page.healthy();
});

test('charts and tables as files', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await idOf(base, 'LeNet')}`);
  const svg = (await choose(page, 'charts', 'SVG')).bytes.toString();
  assert.match(svg, /^<svg/);
  assert.match(svg, /Parameters/);
  assert.doesNotMatch(svg, /class=|var\(|light-dark/);
  const png = await choose(page, 'charts', 'PNG');
  assert.deepEqual([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const csv = (await choose(page, 'layers', 'CSV')).bytes.toString().split('\r\n');
  assert.equal(csv[0], 'index,name,type,shape,parameters,memory_bytes,macs,line,lower_bound,doubtful');
  assert.ok(csv.some((line) => /^\d+,ip1,InnerProduct,\d+x500,400500,/.test(line)), csv.join('\n'));
  const json = JSON.parse((await choose(page, 'layers', 'Everything as JSON')).bytes);
  assert.equal(json.totals.params, 431080);
  page.healthy();
});

test('a shape is never cut without a mark, which would make it another shape', async (t) => {
  const { base } = await serve(t, folder(t));
  const names = ['ResNet-50', 'VGG-16', 'GoogLeNet'];
  const ids = await Promise.all(names.map((name) => idOf(base, name)));
  const page = await openPage(await browse(t), base, `/compare?n=${ids.join()}`, { viewport: { width: 1024, height: 800 } });
  // Whatever the machine's typeface is: a wide one too.
  for (const font of ['', 'DejaVu Sans, Verdana, sans-serif', 'monospace']) {
    await page.evaluate((name) => { document.body.style.fontFamily = name; }, font);
    const cells = await page.locator('table.data .shape').evaluateAll((list) => list.slice(0, 120).map((e) => ({
      text: e.textContent, title: e.title, whole: e.scrollWidth <= e.clientWidth, mark: getComputedStyle(e).textOverflow,
      parent: e.parentElement.scrollWidth <= e.parentElement.clientWidth })));
    assert.ok(cells.length > 50);
    for (const cell of cells) assert.ok(cell.parent && (cell.whole || (cell.mark === 'ellipsis' && cell.title === cell.text)), JSON.stringify(cell));
    assert.ok(cells.find((c) => c.text === '1 × 64 × 112 × 112').whole, font);
  }
  page.healthy();
});
