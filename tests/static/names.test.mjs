import assert from 'node:assert/strict';
import { test } from 'node:test';
import { names } from '../../static/js/names.js';

test('two of one name are told apart by their files', () => {
  assert.deepEqual(names([{ name: 'AlexNet', file: 'train_val.prototxt' }, { name: 'VGG', file: 'deploy.prototxt' },
    { name: 'AlexNet', file: 'deploy.prototxt' }, { name: 'a.prototxt', file: 'a.prototxt' }]),
  ['AlexNet (train_val.prototxt)', 'VGG', 'AlexNet (deploy.prototxt)', 'a.prototxt']);
});
