/** What is no network, or a bad one, is told with its place; nothing runs. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, drop, folder, openPage, ready, serve, store, upload } from './lib.mjs';
import { alexnetV1, hostile } from './networks.mjs';

const INPUT = 'layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }\n';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 0, 0, 1]);

/** [file, content, what the page must say] */
const FILES = [
  ['empty.prototxt', '', /empty/i],
  ['photo.prototxt', JPEG, /JPEG|image|picture/i],
  ['map.prototxt', 'item {\n  name: "cat"\n  label: 1\n}\n', /label map/i],
  ['truncated.prototxt', alexnetV1().slice(0, 500), /\d+:\d+/],
  ['large.prototxt', '#'.repeat(8 * 1024 * 1024 + 1), /8,388,609 bytes.*8 MiB/s],
];

test('bad files are told one by one', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base);
  await drop(page, FILES.map(([name, content]) => [name, content]));
  for (const [name, , words] of FILES) {
    await t.test(name, async () => {
      const line = upload(page, name).and(page.locator('.failed'));
      await line.waitFor();
      assert.match(await line.innerText(), words);
    });
  }

  await t.test('a misspelt field is shown with its line, a caret and what was meant', async () => {
    await drop(page, [['misspelt.prototxt', `${INPUT}layer { name: "c" type: "Convolution" bottom: "data" top: "c"
  convolution_param { num_outptu: 4 kernel_size: 3 } }\n`]]);
    const line = upload(page, 'misspelt');
    await line.locator('.excerpt', { hasText: 'num_outptu' }).waitFor();
    const words = await line.innerText();
    assert.match(words, /3:\d+.*num_outptu/);
    assert.match(words, /it is read as 'num_output'/);
    assert.match(words, /num_outptu: 4[^\n]*\n +\^/);
  });

  await t.test('an unknown bottom is stored and shown with its line', async () => {
    await drop(page, [['unknown.prototxt', `${INPUT}layer { name: "r" type: "ReLU" bottom: "nowhere" top: "r" }\n`]]);
    await upload(page, 'unknown').locator('a').click();
    await page.locator('.banner.bad').waitFor();
    assert.match(await page.locator('.banners').innerText(), /nowhere/);
  });
  page.healthy();
});

test('hostile names stay text everywhere', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base);
  await drop(page, [['<img src=x onerror=alert(3)>.prototxt', hostile()]]);
  await upload(page, 'onerror').locator('a').click();
  await page.locator('.card.depth').waitFor();
  assert.equal(await page.locator('main img, main script').count(), 0);
  assert.ok(await page.locator('tbody', { hasText: '<img src=x onerror=alert(1)>' }).count());
  await page.goto(`${page.url()}?sel=1&src=1&q=%3Cscript%3Ealert(4)%3C/script%3E`);
  await ready(page);
  assert.equal(await page.getByRole('searchbox').inputValue(), '<script>alert(4)</script>');
  page.healthy();
});

test('figures that follow from an error are marked as likely', async (t) => {
  const { base } = await serve(t, folder(t));
  const id = await store(base, 'fault.prototxt', `${INPUT}
layer { name: "other" type: "Input" top: "other" input_param { shape { dim: 9 } } }
layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc" inner_product_param { num_output: 4 } }
layer { name: "sum" type: "Eltwise" bottom: "fc" bottom: "other" top: "sum" }
layer { name: "end" type: "InnerProduct" bottom: "sum" top: "end" inner_product_param { num_output: 10 } }
`);
  const page = await openPage(await browse(t), base, `/n/${id}`);
  const total = 4 * 192 + 4 + 10 * 4 + 10;
  assert.equal((await page.locator('.card.params .big').innerText()).trim(), `≈ ${total}`);
  assert.match(await page.locator('.card.macs .big').innerText(), /^≈ 808/);
  const params = (name) => page.locator('table.data tbody tr', { has: page.locator(`.name[title="${name}"]`) })
    .locator('.c-params .figure > span').textContent();
  assert.equal(await params('fc'), '772');
  assert.equal(await params('end'), '≈ 50');
  assert.match(await page.locator('.banner.bad').innerText(), /likely ones, marked ≈/);
  await page.goto(`${base}/`);
  await ready(page);
  await page.locator('tr', { has: page.locator('a.name[title="fault.prototxt"]') }).getByText(`≈ ${total}`).waitFor();
  page.healthy();
});
