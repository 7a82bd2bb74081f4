import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('the lock file names no registry, and every package by its hash', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  for (const [path, entry] of Object.entries(packages)) {
    if (!path) continue;
    assert.equal(entry.resolved, undefined, path);
    assert.match(entry.integrity, /^sha512-/, path);
  }
});

test('packages run on Node 18', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  for (const [path, { engines }] of Object.entries(packages)) {
    const [, major] = /^>=\s*(\d+)/.exec(engines?.node ?? '') ?? [];
    assert.ok(!major || +major <= 18, `${path} wants node ${engines?.node}`);
  }
});

test('pages make no markup from text', () => {
  const list = read('static/local.mk').match(/static\/js\/\S+\.js/g);
  assert.ok(list.length > 20);
  for (const path of list) assert.doesNotMatch(read(path), /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, path);
});
