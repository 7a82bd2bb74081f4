/** Every what-if in the page: what it changes, what it was, how long it takes. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, figures, folder, idOf, openPage, ready, serve } from './lib.mjs';

const text = async (locator) => (await locator.textContent()).replace(/\s+/g, ' ').trim();
const numeral = (n) => n.toLocaleString('en-US');

async function open(t, name, query = '') {
  const { base } = await serve(t, folder(t));
  const id = await idOf(base, name);
  const page = await openPage(await browse(t), base, `/n/${id}${query}`);
  const doc = async (q) => (await fetch(`${base}/api/networks/${id}/analysis?${q}`)).json();
  const panel = page.getByRole('group', { name: 'What if' });
  if (!await panel.isVisible()) await page.getByRole('button', { name: 'What if…' }).click();
  return { base, page, doc, panel, field: (label) => panel.getByLabel(label, { exact: true }),
    caffe: (bytes) => page.locator('.card.memory .note', { hasText: `${numeral(bytes)} bytes` }).waitFor() };
}

/** Asks on the page and expects the answer that the API gives. */
async function agrees({ page, doc, caffe }, ask, query) {
  await ask();
  const want = await doc(query);
  await caffe(want.totals.memory.caffe.bytes);
  assert.equal(await text(page.locator('.card.params .big')), numeral(want.totals.params));
  assert.match(page.url(), new RegExp(query.split('&')[0].replace(/[?.]/g, '\\$&')));
  return want;
}

test('batch, while one types, with what it was', async (t) => {
  const it = await open(t, 'AlexNet');
  await agrees(it, () => it.field('batch').pressSequentially('8'), 'batch=8');
  assert.match(await text(it.page.locator('.card.memory .split .was').first()), /^was 397 MiB/);
  assert.match(await text(it.page.locator('.card.macs .was').first()), /^was 36\.2 G ÷6\.25/);
  assert.equal(await it.page.locator('.card.params .was').count(), 0, 'parameters are as they were');
  assert.equal(await it.field('batch').evaluate((e) => document.activeElement === e), true, 'the field keeps the focus');
  await it.page.getByRole('button', { name: 'as in the file' }).click();
  await it.caffe(416362808);
  assert.equal(await it.page.locator('.was').count(), 0);
  assert.doesNotMatch(it.page.url(), /batch/);
  await it.page.goBack();
  await it.caffe((await it.doc('batch=8')).totals.memory.caffe.bytes);
  assert.equal(await it.field('batch').inputValue(), '8');
  it.page.healthy();
});

test('the shape of an input, checked as it is typed', async (t) => {
  const it = await open(t, 'VGG-16');
  await agrees(it, () => it.field('data').fill('1x3x448x448'), 'input=data%3D1x3x448x448');
  assert.match(await text(it.page.locator('.card.params')), /446,638,888 ?was 138,357,544/);
  await it.field('data').fill('1x3x');
  await it.panel.getByText('No answer').waitFor();
  assert.match(await text(it.panel), /an input is given as NAME=1x3x224x224/);
  await it.field('data').fill('1x3x224x224');
  await it.page.locator('.card.params .big', { hasText: '138,357,544' }).waitFor();
  it.page.healthy();
});

test('number types of activations and weights', async (t) => {
  const it = await open(t, 'AlexNet');
  const fact = (words) => it.page.locator('.card.params .facts div', { hasText: words });
  await agrees(it, () => it.field('activations').selectOption('fp16'), 'dtype=fp16');
  assert.match(await text(fact('weights')), /116 MiB was 233 MiB/);
  await it.field('weights').selectOption('int8');
  await fact('58.1 MiB').waitFor();
  await it.caffe(208181404);
  assert.match(it.page.url(), /dtype=fp16&weight_dtype=int8/);
  it.page.healthy();
});

test('phase and solver: what training takes', async (t) => {
  const it = await open(t, 'AlexNet', '?phase=TRAIN&batch=16');
  const row = it.page.locator('.defs .training');
  const want = async (q, device = 'cpu') => {
    const { training } = (await it.doc(q)).totals.memory;
    return (training.solvers.find((s) => s.name === training.solver)[device].bytes / 2 ** 20);
  };
  for (const solver of ['SGD', 'Nesterov', 'AdaGrad', 'RMSProp', 'AdaDelta', 'Adam']) {
    await it.field('solver').selectOption(solver);
    await row.getByText(`training, ${solver}`, { exact: true }).waitFor();
    const mib = await want(`phase=TRAIN&batch=16&solver=${solver}`);
    assert.equal(await text(row.locator('dd').first()), mib >= 1000 ? `${(mib / 1024).toFixed(2)} GiB` : `${mib.toFixed(0)} MiB`);
  }
  await it.page.getByRole('button', { name: 'TEST' }).click();
  await it.page.locator('.card.depth .big', { hasText: '27' }).waitFor();
  assert.equal(await row.count(), 0);
  it.page.healthy();
});

test('level and stages', async (t) => {
  const it = await open(t, 'AlexNet');
  await it.field('level').fill('3');
  await it.page.waitForURL(/level=3/);
  await it.field('stages').fill('deploy, extra');
  await it.page.waitForURL(/stage=deploy,extra/);
  await it.page.reload();
  await ready(it.page);
  assert.equal(await it.field('stages').inputValue(), 'deploy, extra');
  const file = await it.doc('level=3&stage=deploy&stage=extra');
  assert.deepEqual(file.state, { phase: 'TEST', level: 3, stages: ['deploy', 'extra'] });
  await it.caffe(file.totals.memory.caffe.bytes);
  it.page.healthy();
});

test('which batch fits', async (t) => {
  const it = await open(t, 'AlexNet');
  await it.field('fits in').fill('11 GiB');
  const fits = it.panel.locator('.fits');
  await fits.waitFor();
  assert.match(await text(fits), /In 11\.0 GiB:.*inference batch 2,046.*reused batch 4,979.*training batch 1,036/);
  await it.field('fits in').fill('1 MiB');
  await fits.getByText(/not even 1/).first().waitFor();
  assert.match(it.page.url(), /fit=1MiB/);
  it.page.healthy();
});

test('the shape of an item that the file does not say', async (t) => {
  const { base } = await serve(t, folder(t));
  const made = await fetch(`${base}/api/networks?name=lmdb.prototxt`, { method: 'POST', headers: { 'X-Netweight': '1', 'Content-Type': 'application/octet-stream' },
    body: 'layer { name: "d" type: "Data" top: "d" data_param { source: "x" batch_size: 2 } }' });
  const page = await openPage(await browse(t), base, `/n/${(await made.json()).network.id}`);
  await page.getByLabel('item shape').fill('3,32,32');
  await page.locator('.card.memory .note', { hasText: `${numeral(2 * 3 * 32 * 32 * 4)} bytes` }).waitFor();
  page.healthy();
});

test('blocks fold the table and the charts, with sums', async (t) => {
  const it = await open(t, 'ResNet-50');
  const rows = it.page.locator('table.data tbody tr');
  const kinds = it.page.getByRole('group', { name: 'Rows' });
  await kinds.getByRole('button', { name: 'Stages' }).click();
  assert.match(await text(rows.filter({ hasText: 'res4' })), /res4.*87 layers.*7,118,867.*1\.39 G/);
  assert.equal(await rows.count(), 8);
  assert.match(await text(it.page.locator('tfoot')), /245 layers.*25,610,269/, 'the foot counts layers, not groups');
  await it.page.getByRole('button', { name: 'Unfold res2' }).click();
  assert.equal(await rows.count(), 8 + 45);
  assert.match(it.page.url(), /by=stage&open=7/);
  await kinds.getByRole('button', { name: 'Blocks' }).click();
  assert.match(await text(rows.filter({ hasText: 'res4f' })), /one of 5 alike/);
  assert.equal(await it.page.getByRole('slider', { name: 'Layers in order' }).getAttribute('aria-valuemax'), String(await rows.count() - 1));
  await it.page.getByRole('columnheader', { name: 'Parameters' }).getByRole('button').click();
  assert.match(await text(rows.first()), /res5a/);
  await kinds.getByRole('button', { name: 'Structure' }).click();
  await rows.filter({ hasText: 'one of 6 alike' }).first().waitFor();
  it.page.healthy();
});

test('blocks stand side by side in a comparison, with sums', async (t) => {
  const { base } = await serve(t, folder(t));
  const ids = await Promise.all(['ResNet-50', 'ResNet-101'].map((name) => idOf(base, name)));
  const page = await openPage(await browse(t), base, `/compare?n=${ids.join()}`);
  const rows = () => page.locator('section.layers tbody tr[data-row]').count();
  await figures(page);
  assert.ok(await rows() > 150);
  await page.getByRole('button', { name: 'Stages', exact: true }).click();
  await page.waitForURL(/rows=stage/);
  assert.ok(await rows() < 20, `${await rows()} rows`);
  const ofB = (await figures(page)).join(' ');
  await page.reload();
  assert.equal((await figures(page)).join(' '), ofB, 'the address says it');
  const fourth = page.locator('section.layers tbody tr', { hasText: 'res4' });
  const doc = async (id) => (await fetch(`${base}/api/networks/${id}/analysis`)).json();
  const of = async (id) => (await doc(id)).blocks.stage.find((b) => b.name === 'res4').param_count;
  const [a, b] = await Promise.all(ids.map(of));
  const said = await fourth.textContent();
  assert.ok(said.includes(a.toLocaleString('en-US')) && said.includes(b.toLocaleString('en-US')), said);
  await page.getByLabel('Find a layer').fill('res4b1');
  await page.waitForFunction(() => document.querySelectorAll('section.layers tbody tr[data-row]').length === 1);
  assert.match(await fourth.textContent(), /res4/);
  page.healthy();
});

test('the timeline of the peak, and the plan of buffers', async (t) => {
  const it = await open(t, 'ResNet-50');
  await it.page.getByRole('group', { name: 'Charts' }).getByRole('button', { name: 'Alive' }).click();
  const labels = it.page.locator('.striplabel');
  assert.match(await text(labels.first()), /peak 9\.19 MiB at res2a/);
  assert.match(await text(labels.nth(1)), /Buffer plan.*9\.19 MiB = the peak/);
  assert.notEqual(await it.page.locator('.peakmark').first().getAttribute('d'), '');
  const boxes = (await it.page.locator('.plan').first().getAttribute('d')).split('M').length - 1;
  const doc = await it.doc('');
  assert.equal(boxes, doc.storages.length);
  const peakRow = it.page.locator('tr', { has: it.page.locator('.tag', { hasText: 'peak' }) });
  assert.match(await text(peakRow), /res2a/);
  await peakRow.click();
  await it.page.mouse.move(0, 0);
  const now = (await it.page.locator('.plan.now').getAttribute('d')).split('M').length - 1;
  const at = doc.totals.memory.peak.layer;
  assert.equal(now, doc.storages.filter((s) => s.first <= at && at <= s.last).length);
  it.page.healthy();
});

test('the catalogue: every figure and what each layer computes', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, '/about');
  const { metrics } = await (await fetch(`${base}/api/metrics`)).json();
  const rows = page.getByRole('table', { name: 'Every figure' }).locator('tbody tr');
  assert.equal(await rows.count(), metrics.length);
  const peak = metrics.find((m) => m.name === 'memory.peak');
  assert.equal(await text(rows.filter({ hasText: 'memory.peak' }).first()),
    [peak.name, peak.title, peak.text, peak.unit, peak.formula, peak.source].join(''));
  assert.match(await text(page.locator('.catalogue > div', { has: page.getByText('Softmax', { exact: true }) })), /n exponentials.*softmax_layer\.cpp/);
  page.healthy();
});

/** From the change to the figures that answer it, in the page itself. */
function timeOf(page, label, value) {
  return page.evaluate(({ label, value }) => new Promise((resolve) => {
    const host = [...document.querySelectorAll('.whatif label')].find((l) => l.firstChild.textContent === label);
    const input = host.querySelector('input, select');
    const cards = document.querySelector('.cards'), root = document.querySelector('.page.network');
    const start = performance.now();
    let answer = 0;
    const watch = new MutationObserver(() => {
      if (document.contains(cards)) return;
      document.body.getBoundingClientRect();
      answer ||= performance.now() - start;
      if (root.getAttribute('aria-busy') === 'true') return;
      watch.disconnect();
      resolve([answer, performance.now() - start]);
    });
    watch.observe(document.querySelector('main'), { attributes: true, childList: true, subtree: true });
    input.value = value;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }), { label, value });
}

test('how long an answer takes on ResNet-152', async (t) => {
  const it = await open(t, 'ResNet-152');
  await it.field('batch').fill('2');
  await it.page.locator('.was').first().waitFor();
  for (const [label, value] of [['batch', '32'], ['data', '1x3x448x448'], ['activations', 'fp16'], ['weights', 'int8'],
    ['level', '1'], ['stages', 'deploy'], ['fits in', '11GiB']]) {
    const [answer, all] = await timeOf(it.page, label, value);
    assert.ok(answer > 0 && all >= answer);
    t.diagnostic(`${label}: figures after ${Math.round(answer)} ms, charts and table after ${Math.round(all)} ms`);
  }
  it.page.healthy();
});
