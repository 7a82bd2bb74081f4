/** A page that took another question renews what it shows where it stands: it must then
 *  show what a page does that is opened with that question. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, folder, idOf, openPage, serve, settle } from './lib.mjs';

/** All that the page shows of a network, hidden words and the lengths of bars included. */
const shown = (page) => page.evaluate(() => {
  const kept = new Set(['class', 'd', 'title', 'href', 'style', 'hidden', 'aria-current',
    'aria-valuemax', 'aria-sort', 'aria-rowindex', 'aria-pressed', 'data-row', 'x', 'y',
    'width', 'height']);
  const lines = [];
  const walk = (node, depth) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim()) lines.push(`${' '.repeat(depth)}${node.data.trim()}`);
      return;
    }
    const said = [...node.attributes].filter((a) => kept.has(a.name) && a.value !== '')
      .map((a) => `${a.name}=${a.value.trim()}`).sort();
    lines.push(`${' '.repeat(depth)}<${node.localName} ${said.join(' ')}>`);
    for (const child of node.childNodes) walk(child, depth + 1);
  };
  for (const part of ['.cards', '.charts', '.layers', '.side']) {
    walk(document.querySelector(part), 0);
  }
  return lines;
});

async function open(t, name, query) {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await idOf(base, name)}${query}`);
  const panel = page.getByRole('group', { name: 'What if' });
  if (!await panel.isVisible()) await page.getByRole('button', { name: 'What if…' }).click();
  return { page, field: (label) => panel.getByLabel(label, { exact: true }) };
}

/** The question is asked on the page; what it then shows is what it shows opened anew. */
async function same({ page }, ask, address) {
  await ask();
  await page.waitForURL(address);
  await settle(page);
  const renewed = await shown(page);
  await page.reload();
  await settle(page);
  assert.deepEqual(renewed, await shown(page));
}

const QUESTIONS = [
  ['another batch', (it) => it.field('batch').fill('8'), /batch=8/],
  ['smaller numbers', (it) => it.field('activations').selectOption('fp16'), /dtype=fp16/],
  ['other layers', (it) => it.page.getByRole('button', { name: 'TRAIN', exact: true }).click(),
    /phase=TRAIN/],
  ['which batch fits', (it) => it.field('fits in').fill('11 GiB'), /fit=11GiB/],
];

const VIEWS = ['', '?sel=5&sort=-params', '?by=stage&open=7&chart=macs&log=1',
  '?q=conv&zoom=3,20&mem=live&chart=live'];

for (const view of VIEWS) {
  test(`renewed as if opened anew, seen as ${view || 'it opens'}`, async (t) => {
    const it = await open(t, 'ResNet-50', view);
    for (const [, ask, address] of QUESTIONS) await same(it, () => ask(it), address);
    await same(it, () => it.page.getByRole('button', { name: 'as in the file' }).click(),
      (url) => !/batch|dtype|fit=/.test(url.search));
    it.page.healthy();
  });
}
