/** A server of its own, a browser, and pages that report what must not happen. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A folder that is gone when the test is over. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'netweight-browser-'));
  t.after(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** More options of the program, as --static FOLDER while developing. */
const MORE = (process.env.NETWEIGHT_OPTIONS ?? '').split(' ').filter(Boolean);

/** Starts the program on a free port; {base, stop()}. */
export async function serve(t, dir, port = 0, more = []) {
  const child = spawn(process.env.NETWEIGHT, ['serve', '--port', String(port), '--db', join(dir, 'test.db'), '--quiet', ...MORE, ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const base = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address: ${said}`)), 20000);
    const read = (chunk) => {
      said += chunk;
      const found = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(said);
      if (found) { clearTimeout(timer); resolve(found[1]); }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  const stop = () => new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.on('exit', resolve);
    child.kill('SIGTERM');
    return undefined;
  });
  t.after(stop);
  return { base, stop, said: () => said };
}

export async function browse(t, more = []) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...more] });
  t.after(() => browser.close());
  return browser;
}

/** A page whose faults are collected: errors, dialogs, CSP violations. */
export async function openPage(browser, base, path = '/', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: base, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  const faults = [];
  page.on('pageerror', (e) => faults.push(`error: ${e.message}`));
  page.on('dialog', (d) => { faults.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on('console', (m) => {
    if (/Content Security Policy|Trusted/i.test(m.text())) faults.push(`csp: ${m.text()}`);
  });
  await page.goto(path);
  await ready(page);
  return Object.assign(page, { faults, healthy: () => assert.deepEqual(faults, []) });
}

export const ready = (page) => page.locator('main[aria-busy="false"]').waitFor();

/** Drops files ([name, text or bytes]) on the page, as the mouse would. */
export async function drop(page, files) {
  const list = files.map(([name, content]) => [name, Buffer.from(content).toString('base64')]);
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const [name, data] of given) {
      transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }
  }, list);
}

/** The line of one dropped file. */
export const upload = (page, name) => page.locator('.upload', { has: page.locator('.file', { hasText: name }) });

/** Stores a network without the page; its id. */
export async function store(base, name, text) {
  const response = await fetch(`${base}/api/networks?name=${encodeURIComponent(name)}`, { method: 'POST', body: text,
    headers: { 'X-Netweight': '1', 'Content-Type': 'application/octet-stream' } });
  assert.ok(response.ok, `${name}: ${response.status}`);
  return (await response.json()).network.id;
}

/** The id of a stored network by its name. */
export async function idOf(base, name) {
  const { networks } = await (await fetch(`${base}/api/networks?limit=200`)).json();
  return networks.find((n) => n.name === name)?.id;
}

/** Until all is there: what figures were, and the rows out of sight, which are made when
 *  there is time. */
async function everything(page) {
  await page.locator('.page[aria-busy="true"]').waitFor({ state: 'detached' });
  while (await page.locator('table.data tbody:empty').count()) await page.waitForTimeout(50);
}

/** Until the answer is there with all its rows. */
export async function settle(page) {
  await ready(page);
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
  await everything(page);
  await page.evaluate(() => new Promise((done) => {
    const next = (n) => (n ? requestIdleCallback(() => next(n - 1)) : done());
    next(5);
  }));
}

/** Every figure that a page shows: its cards or totals, and the rows of its table. */
export async function figures(page) {
  await everything(page);
  await page.mouse.move(0, 0);
  const texts = await page.locator('.card .big, .card p, table.totals tbody td, table.data td.num, table.data tfoot td').allTextContents();
  return texts.map((x) => x.replace(/\s+/g, ' ').trim());
}
