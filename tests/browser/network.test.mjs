/** Links on the network: the second listener shows what a token opens, and nothing else. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { browse, figures, folder, idOf, openPage, ready } from './lib.mjs';

/** A second loopback address stands for the network's. */
const ADDRESS = '127.0.0.2';

async function serveShared(t) {
  const child = spawn(process.env.NETWEIGHT, ['serve', '--port', '0', '--share', `${ADDRESS}:0`, '--db', join(folder(t), 'test.db'), '--quiet'],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => new Promise((resolve) => { child.on('exit', resolve); child.kill('SIGTERM'); }));
  let said = '';
  return new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error(said)));
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /serving (http:\/\/127\.0\.0\.1:\d+)\/.*is at (http:\/\/127\.0\.0\.2:\d+)\//s.exec(said);
      if (found) resolve({ base: found[1], shared: found[2] });
    });
  });
}

/** {status, body} of a plain request. */
function ask(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const r = request(url, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (c) => { text += c; });
      answer.on('end', () => resolve({ status: answer.statusCode, body: text }));
    });
    r.on('error', reject);
    r.end(body);
  });
}

test('a link on the network: the same view, read-only, until it is taken back', async (t) => {
  const { base, shared } = await serveShared(t);
  const browser = await browse(t);
  const a = await idOf(base, 'AlexNet'), b = await idOf(base, 'VGG-19'), c = await idOf(base, 'LeNet');
  const page = await openPage(browser, base, `/compare?n=${a}~batch=2,${b}&base=1&show=macs&units=MB`);
  const sent = await figures(page);
  await page.keyboard.press('s');
  await page.getByLabel('Title').fill('For the team');
  await page.getByRole('button', { name: 'Make a link on the network' }).click();
  const link = await page.locator('.made input').inputValue();
  assert.match(link, new RegExp(`^${shared.replaceAll('.', '\\.')}/s#[\\w-]{22}$`));

  const other = await openPage(browser, shared, link);
  assert.deepEqual(await figures(other), sent);
  assert.equal(await other.locator('h1').textContent(), 'For the team');
  await other.locator('th a', { hasText: 'AlexNet' }).first().click();
  await other.locator('.card.depth').waitFor();
  await other.reload();
  await ready(other);
  assert.equal((await other.locator('.card.params .big').textContent()).trim(), '60,965,224');
  await other.keyboard.press('s');
  assert.equal(await other.getByRole('button', { name: 'Make a short link' }).count(), 0);
  other.healthy();

  const token = link.split('#')[1], headers = { 'X-Netweight-Share': token };
  assert.equal((await ask(`${shared}/api/share/networks/${b}`, { headers })).status, 200);
  assert.equal((await ask(`${shared}/api/share/networks/${c}`, { headers })).status, 404, 'not part of it');
  for (const path of ['/api/networks', `/api/networks/${a}`, '/api/comparisons', '/api/shares', '/api/bundle', '/healthz']) {
    assert.notEqual((await ask(shared + path, { headers })).status, 200, path);
  }
  for (const [method, path] of [['POST', '/api/networks?name=x'], ['POST', '/api/shares'], ['DELETE', `/api/networks/${a}`], ['PATCH', `/api/share/networks/${a}`]]) {
    const { status } = await ask(shared + path, { method, headers: { ...headers, 'X-Netweight': '1' } });
    assert.ok(status >= 400, `${method} ${path}: ${status}`);
  }
  assert.equal((await ask(`${shared}/`, { headers: { Host: 'evil.test' } })).status, 421);

  await page.goto('/links');
  await ready(page);
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('None yet.').waitFor();
  await other.goto('about:blank');
  await other.goto(link);
  await other.getByText('This link opens nothing').waitFor();
  page.healthy();
});

test('wrong tokens: one answer, and soon none', async (t) => {
  const { base, shared } = await serveShared(t);
  const id = await idOf(base, 'LeNet');
  const made = JSON.parse((await ask(`${base}/api/shares`, { method: 'POST', headers: { 'X-Netweight': '1' },
    body: JSON.stringify({ networks: [{ id }], days: 1 }) })).body);
  const url = `${shared}/api/share/comparisons/shared`;
  const none = await ask(url), wrong = await ask(url, { headers: { 'X-Netweight-Share': 'A'.repeat(22) } });
  assert.equal(none.status, 404);
  assert.deepEqual(wrong, none);
  const right = { headers: { 'X-Netweight-Share': made.href.split('#')[1] } };
  assert.equal((await ask(url, right)).status, 200);
  for (let i = 0; i < 18; i++) assert.equal((await ask(url)).status, 404);
  assert.equal((await ask(url)).status, 429);
  assert.equal((await ask(url, right)).status, 429, 'the address waits');
});

test('addresses that are refused', async () => {
  for (const [options, words] of [[['--share', '0.0.0.0'], /--share-any/], [['--share', 'localhost'], /an address of this machine is needed/], [['--share', '203.0.113.7:0', '--port', '0', '--db', ':memory:'], /does not have that address/]]) {
    const child = spawn(process.env.NETWEIGHT, ['serve', ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (c) => { said += c; });
    assert.equal(await new Promise((resolve) => { child.on('exit', resolve); }), 2, said);
    assert.match(said, words);
  }
});
