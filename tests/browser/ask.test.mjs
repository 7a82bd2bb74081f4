/** What a file does not say is asked in place, kept, and shown at once. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, drop, folder, openPage, ready, serve, store, upload } from './lib.mjs';

const PARTIAL = `name: "partial"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 2 dim: 3 dim: 8 dim: 8 } } }
layer { name: "own" type: "Own" bottom: "data" top: "own" }
layer { name: "own2" type: "Own" bottom: "own" top: "own2" }
layer { name: "fc" type: "InnerProduct" bottom: "own2" top: "fc" inner_product_param { num_output: 10 } }
`;
const DATABASE = `name: "database"
layer { name: "data" type: "Data" top: "data" top: "label" data_param { source: "x" batch_size: 4 } }
layer { name: "conv" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 8 kernel_size: 3 } }
`;

const DETECTOR = `name: "detector"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 30 dim: 30 } } }
layer { name: "scores" type: "Convolution" bottom: "data" top: "scores" convolution_param { num_output: 18 kernel_size: 3 } }
layer { name: "rpn" type: "Python" bottom: "scores" top: "rois" python_param { module: "rpn.proposal_layer" layer: "ProposalLayer" } }
layer { name: "pool" type: "ROIPooling" bottom: "scores" bottom: "rois" top: "pool" roi_pooling_param { pooled_h: 2 pooled_w: 2 } }
layer { name: "fc" type: "InnerProduct" bottom: "pool" top: "fc" inner_product_param { num_output: 10 } }
`;

const busy = (page) => page.locator('.page.network[aria-busy="true"]');
const params = (page) => page.locator('.card.params .big').innerText();

/** SHOTS=folder: pictures to look at. */
async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

const LOADER = `name: "loader"
layer { name: "in" type: "Python" top: "data" top: "label" python_param { module: "mine" layer: "Own" } }
layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc" inner_product_param { num_output: 10 } }
layer { name: "loss" type: "SoftmaxWithLoss" bottom: "fc" bottom: "label" top: "loss" }
`;
const MISFIT = `name: "misfit"
layer { name: "data" type: "Data" top: "data" data_param { source: "x" batch_size: 4 } }
layer { name: "other" type: "Input" top: "other" input_param { shape { dim: 4 dim: 3 dim: 9 dim: 9 } } }
layer { name: "sum" type: "Eltwise" bottom: "data" bottom: "other" top: "sum" }
layer { name: "fc" type: "InnerProduct" bottom: "sum" top: "fc" inner_product_param { num_output: 10 } }
`;

test('a layer that brings images and labels in has a shape for each', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await store(base, 'loader.prototxt', LOADER)}`);
  const form = page.locator('.ruleform');
  await form.getByText('gives data 1 × 3 × 224 × 224, label 1; no parameters').waitFor();
  await form.getByLabel('Axes of the shape').fill('8, 3, 10, 10');
  await form.getByLabel('Axes of label').fill('8');
  await form.getByText('gives data 8 × 3 × 10 × 10, label 8; no parameters').waitFor();
  await form.getByRole('button', { name: 'Use this rule' }).click();
  await page.locator('.kept', { hasText: 'python mine.Own: top0 = [8, 3, 10, 10]; top1 = [8]' }).waitFor();
  assert.equal((await params(page)).trim(), '3,010');
  page.healthy();
});

test('an assumed shape that does not fit is said, until the real one is given', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base, `/n/${await store(base, 'misfit.prototxt', MISFIT)}`);
  assert.match(await params(page), /≈ 1,966,090/);
  assert.match(await page.locator('.banner.warn').innerText(), /^What is assumed does not fit\./);
  await shot(page, 'misfit');
  const question = page.locator('.ask.inputs');
  await question.getByLabel('data').fill('4x3x9x9');
  await question.getByRole('button', { name: 'Use this shape' }).click();
  await page.locator('.card.params .big').filter({ hasText: /^\s*2,440\s*$/ }).waitFor();
  assert.equal(await page.locator('.banner.warn').count(), 0);
  page.healthy();
});

test('an unknown layer type is asked for, and the rule holds at once', async (t) => {
  const { base } = await serve(t, folder(t));
  const id = await store(base, 'partial.prototxt', PARTIAL);
  const page = await openPage(await browse(t), base, `/n/${id}`);
  assert.match(await params(page), /≥ 10/);
  const form = page.locator('.ruleform');
  await form.getByText('gives own 2 × 3 × 8 × 8; no parameters').waitFor();
  // Until then nothing is known of the layer itself, and a part of what follows.
  const cells = (name) => page.locator('table.data tbody tr', { has: page.locator(`.name[title="${name}"]`) })
    .locator('.amount').allTextContents();
  assert.deepEqual((await cells('own')).map((text) => text.trim()), ['?', '?', '?']);
  assert.deepEqual(await cells('fc'), ['≥ 10100 %', '?', '?']);
  await shot(page, 'rule-like');

  await form.getByLabel('Axes of the shape').fill('b0.0, b0.1*2, b0.2/2, ');
  await form.locator('.told.bad').waitFor();
  assert.match(await form.locator('.told').innerText(), /expected a number or the axis of a bottom/);
  assert.ok(await form.getByRole('button', { name: 'Use this rule' }).isDisabled());
  await shot(page, 'rule-wrong');
  await form.getByLabel('Axes of the shape').fill('b0.0, b0.1*2, b0.2/2, 4');
  await form.getByLabel('Shapes of the parameters').fill('[6, b0.1]');
  await form.getByText('gives own 2 × 6 × 4 × 4; 18 parameters').waitFor();
  await form.getByRole('button', { name: 'Use this rule' }).click();
  await page.locator('.kept', { hasText: 'Own: top = [b0.0, b0.1*2, b0.2/2, 4]; params [6, b0.1]' }).waitFor();
  // fc sees 12 x 2 x 4: 96 inputs.
  assert.equal((await params(page)).trim(), (10 * 96 + 10 + 6 * 3 + 6 * 6).toLocaleString('en'));
  assert.equal(await page.locator('.banner.warn').count(), 0);
  await shot(page, 'rule-kept');

  await t.test('the rule is changed and removed later', async () => {
    await page.reload();
    await ready(page);
    await page.getByRole('button', { name: 'Edit the rule for Own' }).click();
    await page.getByLabel('The rule').fill('Own: top = bottom');
    await page.getByText('gives own 2 × 3 × 8 × 8').waitFor();
    await page.getByRole('button', { name: 'Use this rule' }).click();
    await page.locator('.kept', { hasText: 'Own: top = bottom0' }).waitFor();
    assert.equal((await params(page)).trim(), '1,930');
  });

  await t.test('a link keeps the figures when the rule is gone', async () => {
    const response = await fetch(`${base}/api/comparisons`, { method: 'POST', body: JSON.stringify({ networks: [{ id }] }),
      headers: { 'X-Netweight': '1', 'Content-Type': 'application/json' } });
    const { href } = await response.json();
    await page.getByRole('button', { name: 'Remove the rule for Own' }).click();
    await page.locator('.ruleform').waitFor();
    assert.match(await params(page), /≥ 10/);
    await page.goto(href);
    await ready(page);
    assert.equal((await params(page)).trim(), '1,930');
    assert.match(await page.locator('.ask').innerText(), /Own: top = bottom0/);
    assert.equal(await page.locator('.ask button', { hasText: 'Edit' }).count(), 0);
  });

  await t.test('a rule for one layer is the network’s own', async () => {
    await page.goto(`/n/${id}`);
    await ready(page);
    await page.getByLabel('For which layers').selectOption('layer');
    await page.getByText('layer own: top = bottom0').waitFor();
    await page.getByRole('button', { name: 'Use this rule' }).click();
    await page.locator('.kept', { hasText: 'layer own: top = bottom0' }).waitFor();
    assert.equal(await page.locator('.ruleform').count(), 1);
    assert.deepEqual((await (await fetch(`${base}/api/rules`)).json()).rules, []);
  });
  page.healthy();
});

const PYTHON = `name: "python"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 2 dim: 3 } } }
layer { name: "one" type: "Python" bottom: "data" top: "one" python_param { module: "mine.layers" layer: "Twice" } }
layer { name: "two" type: "Python" bottom: "one" top: "two" python_param { module: "mine.layers" layer: "Other" } }
layer { name: "fc" type: "InnerProduct" bottom: "two" top: "fc" inner_product_param { num_output: 10 } }
`;

test('Python layers are asked for class by class', async (t) => {
  const { base } = await serve(t, folder(t));
  const id = await store(base, 'python.prototxt', PYTHON);
  const page = await openPage(await browse(t), base, `/n/${id}`);
  assert.match(await page.locator('.ask.rules').innerText(), /2 layer types unknown/);
  const twice = page.locator('.asked', { hasText: 'Python: mine.layers.Twice' });
  await shot(page, 'python-asked');
  await twice.getByLabel('Axes of the shape').fill('b0.0, 2*b0.1');
  await twice.getByText('python mine.layers.Twice: top = [b0.0, 2*b0.1]').waitFor();
  await twice.getByRole('button', { name: 'Use this rule' }).click();
  await page.locator('.kept', { hasText: 'python mine.layers.Twice' }).waitFor();
  const other = page.locator('.asked', { hasText: 'Python: mine.layers.Other' });
  await other.getByText('gives two 2 × 6').waitFor();
  await other.getByRole('button', { name: 'Use this rule' }).click();
  await page.locator('.kept', { hasText: 'python mine.layers.Other' }).waitFor();
  assert.equal((await params(page)).trim(), '70');
  const { rules } = await (await fetch(`${base}/api/rules`)).json();
  assert.deepEqual(rules.map((r) => r.type), ['python mine.layers.Other', 'python mine.layers.Twice']);
  await page.getByRole('button', { name: 'Remove the rule for mine.layers.Other' }).click();
  await other.waitFor();
  assert.match(await params(page), /≥ 10/);
  page.healthy();
});

test('the shape of an input is asked for once', async (t) => {
  const { base } = await serve(t, folder(t));
  const id = await store(base, 'database.prototxt', DATABASE);
  const page = await openPage(await browse(t), base, `/n/${id}`);
  const input = page.getByLabel('Shape of data', { exact: true });
  assert.equal(await input.inputValue(), '4x3x256x256');
  assert.match(await page.locator('.card.macs').innerText(), /assumed/);
  await shot(page, 'input-asked');
  await input.fill('4x3xx');
  assert.ok(await page.locator('.inputs').getByRole('button', { name: 'Use this shape' }).first().isDisabled());
  await input.fill('4x3x10x10');
  await input.press('Enter');
  await page.locator('.kept', { hasText: 'data is 4×3×10×10' }).waitFor();
  await busy(page).waitFor({ state: 'detached' });
  assert.match(await page.locator('.card.macs').innerText(), /13,824/);
  assert.doesNotMatch(await page.locator('.card.macs').innerText(), /assumed/);
  await page.reload();
  await ready(page);
  assert.match(await page.locator('.card.macs').innerText(), /13,824/);
  await shot(page, 'input-kept');
  await page.getByRole('button', { name: 'Forget the shape of data' }).click();
  await page.getByLabel('Shape of data', { exact: true }).waitFor();
  assert.match(await page.locator('.card.macs').innerText(), /assumed/);
  page.healthy();
});

test('a count that only a run of the network knows is called that, and can be said', async (t) => {
  const { base } = await serve(t, folder(t));
  const id = await store(base, 'detector.prototxt', DETECTOR);
  const page = await openPage(await browse(t), base, `/n/${id}`);
  const asked = page.locator('.ask.inputs');
  assert.match(await asked.innerText(), /Known only when the network runs\./);
  assert.match(await asked.innerText(), /is counted as 1 × 5: number of regions proposed/);
  assert.doesNotMatch(await asked.innerText(), /does not say what comes in/);
  assert.match(await page.locator('.card.macs').innerText(), /rois known only when the network runs; 1 × 5 counted/);
  assert.match(await page.locator('.card.macs').innerText(), /381,744/);
  await shot(page, 'counted');
  const rois = page.getByLabel('Shape of rois', { exact: true });
  await rois.fill('300x5');
  await rois.press('Enter');
  await page.locator('.kept', { hasText: 'rois is 300×5' }).waitFor();
  await busy(page).waitFor({ state: 'detached' });
  // 28 x 28 windows of 18 x 27, and 300 regions of 72 values for 10 outputs.
  assert.match(await page.locator('.card.macs').innerText(), /whole batch\s+597 k MACs/);
  assert.doesNotMatch(await page.locator('.card.macs').innerText(), /known only/);
  await shot(page, 'counted-said');
  page.healthy();
});

test('a comparison says what its figures rest on', async (t) => {
  const { base } = await serve(t, folder(t));
  const ids = [await store(base, 'partial.prototxt', PARTIAL), await store(base, 'database.prototxt', DATABASE)];
  const page = await openPage(await browse(t), base, `/compare?n=${ids.join(',')}`);
  const totals = page.locator('table.totals');
  assert.match(await totals.locator('tr', { hasText: 'Parameters' }).innerText(), /≥ 10/);
  // The partial one is the baseline: 224 - 10 is the most that the difference can be.
  assert.match(await totals.locator('tr', { hasText: 'Parameters' }).locator('.delta').innerText(), /≤ \+214/);
  assert.match(await totals.innerText(), /data assumed/);
  await shot(page, 'compare');
  await page.goto(`/compare?n=${ids[0]}~rule=${encodeURIComponent('Own: top = [b0.0!c 5]')},${ids[1]}`);
  await ready(page);
  assert.match(await totals.locator('tr', { hasText: 'Parameters' }).innerText(), /\b60\b/);
  assert.match(await totals.innerText(), /rule for Own/);
  await page.goto(`/compare?n=${ids[1]},${ids[0]}`);
  await ready(page);
  assert.match(await totals.locator('tr', { hasText: 'Parameters' }).locator('.delta').innerText(), /≥ −214/);
  await shot(page, 'compare-bounds');
  await page.goto(`/compare?n=${ids[0]},${ids[0]}~batch=7`);
  await ready(page);
  assert.equal(await totals.locator('tr', { hasText: 'Parameters' }).locator('.delta').innerText(), '?');
  page.healthy();
});

const STAGED = `name: "staged" state { level: 3 }
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 2 dim: 3 } } }
layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc" inner_product_param { num_output: 2 } include { stage: "big" } }
layer { name: "two" type: "InnerProduct" bottom: "data" top: "two" inner_product_param { num_output: 5 } include { phase: TEST min_level: 2 } }
layer { name: "own" type: "InnerProduct" bottom: "data" top: "own" inner_product_param { num_output: 6 } include { phase: TRAIN min_level: 3 } }
`;

test('a solver is paired with the networks that it names, each in its state', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base);
  await drop(page, [['net.prototxt', STAGED],
    ['solver.prototxt', 'net: "models/x/net.prototxt"\ntrain_state { stage: "big" }\ntype: "Adam"\nbase_lr: 0.1\n'
      + 'test_iter: 10\ntest_iter: 20\ntest_state { stage: "big" }\ntest_state { level: 2 }\ntest_interval: 5\n']]);
  await upload(page, 'solver').getByText('a solver definition: Adam.').waitFor();
  await upload(page, 'solver').getByRole('link', { name: 'net.prototxt' }).waitFor();
  assert.match(await upload(page, 'solver').innerText(), /train and test: net\.prototxt/);
  await shot(page, 'solver-dropped');
  await upload(page, 'net.prototxt').locator('a').first().click();
  const told = page.locator('.ask.solver');
  await told.waitFor();
  assert.match(await told.innerText(), /solver\.prototxt trains this network with Adam\./);
  await shot(page, 'solver');
  const big = page.locator('.card.params .big');
  assert.equal((await params(page)).trim(), '0');
  await told.getByRole('button', { name: 'Train as it says' }).click();
  // A level that the solver leaves open is the file's own.
  await big.filter({ hasText: /^\s*32\s*$/ }).waitFor();
  assert.match(page.url(), /phase=TRAIN.*level=file.*stage=big.*solver=Adam/);
  await told.getByRole('button', { name: 'Test 2 of 2 as it says' }).click();
  await big.filter({ hasText: '20' }).waitFor();
  assert.match(page.url(), /level=2/);
  await told.getByRole('button', { name: 'Test 1 of 2 as it says' }).click();
  await big.filter({ hasText: /^\s*28\s*$/ }).waitFor();
  assert.equal(await page.getByLabel('level').inputValue(), 'file');
  page.healthy();
});

test('a solver alone says what it lacks, what is wrong with it, and has its own networks', async (t) => {
  const { base } = await serve(t, folder(t));
  const page = await openPage(await browse(t), base);
  await drop(page, [['alone.prototxt', 'train_net: "train.prototxt"\ntype: "sgd"\n'],
    ['inline.prototxt', 'net_param { name: "inside"\n  layer { name: "in" type: "Input" top: "a" input_param { shape { dim: 4 } } }\n}\ntest_iter: 1\ntest_interval: 2\n']]);
  const alone = upload(page, 'alone');
  await alone.getByText('train.prototxt').waitFor();
  assert.match(await alone.innerText(), /train: train\.prototxt is not here yet: drop it as well/);
  assert.match(await alone.innerText(), /Caffe refuses alone\.prototxt, line 2: unknown solver type: sgd/);
  await shot(page, 'solver-alone');
  await upload(page, 'inline').getByRole('link', { name: /net_param/ }).click();
  await ready(page);
  await page.locator('.ask.solver').getByText('trains this network with SGD').waitFor();
  assert.match(await page.locator('h1').innerText(), /inside/);
  page.healthy();
});

const DISPUTED = `name: "disputed"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 16 dim: 8 dim: 8 } } }
layer { name: "bn" type: "BN" bottom: "data" top: "bn" }
`;

test('the fork of Caffe is chosen where forks disagree, and kept', async (t) => {
  const { base } = await serve(t, folder(t));
  const id = await store(base, 'disputed.prototxt', DISPUTED);
  const page = await openPage(await browse(t), base, `/n/${id}`);
  const before = Number(await params(page));
  const other = before === 32 ? 'pspnet' : 'segnet';
  const select = page.getByLabel('Fork of Caffe');
  await page.getByText('Forks of Caffe disagree about this file.').waitFor();
  await shot(page, 'dialect');
  await select.selectOption(other);
  await page.getByText('Read as you said.').waitFor();
  assert.equal(Number(await params(page)), 96 - before);

  await page.reload();
  await ready(page);
  assert.equal(await select.inputValue(), other);
  await select.selectOption('');
  await page.getByText('Forks of Caffe disagree about this file.').waitFor();
  assert.equal(Number(await params(page)), before);
});
