/** The layout of the graph, on every bundled network and on some that are made here. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { buildGraph } from '../../static/js/graph/build.js';
import { fitInto, layout } from '../../static/js/graph/layout.js';
import { figureOf, setFigures } from '../../static/js/graph/figures.js';
import { keyOf, legible, units } from '../../static/js/graph/fold.js';
import { sameStructure, takePlaces } from '../../static/js/graph/lay.js';
import { chipsIn, size, trimmed, widthOf } from '../../static/js/graph/measure.js';
import { ports } from '../../static/js/graph/route.js';
import { walk } from '../../static/js/graph/walk.js';
import { params } from '../../static/js/charts/params.js';
import { macs } from '../../static/js/charts/macs.js';
import { toModel } from '../../static/js/model.js';

const VIEW = { width: 1300, height: 600 };
const zoo = readdirSync('models/zoo').filter((f) => f.endsWith('.prototxt'));
const documents = new Map();
const analyze = (text, ...options) => JSON.parse(execFileSync(process.env.NETWEIGHT,
  ['analyze', '--format', 'json', ...options, '-'], { input: text, maxBuffer: 1 << 29, stdio: ['pipe', 'pipe', 'ignore'] }));
const bundled = (file) => {
  if (!documents.has(file)) documents.set(file, toModel(JSON.parse(execFileSync(process.env.NETWEIGHT,
    ['analyze', '--format', 'json', `models/zoo/${file}`], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }))));
  return documents.get(file);
};

function drawn(model, options = {}, view = VIEW) {
  const graph = buildGraph(model, { by: 'none', open: [], splits: false, ...options });
  size(graph, model.rows);
  return layout(graph, view);
}

const middle = (n) => n.x + n.width / 2;
const columnOf = (graph, node) => graph.wrap.of[node.rank];

function overlaps(graph) {
  const list = [...graph.nodes].sort((a, b) => a.x - b.x);
  const found = [];
  list.forEach((a, i) => {
    for (let j = i + 1; j < list.length && list[j].x < a.x + a.width + 4; j++) {
      const b = list[j];
      if (b.y < a.y + a.height + 4 && a.y < b.y + b.height + 4) found.push(`${a.name} and ${b.name}`);
    }
  });
  return found;
}

/** Boxes that lead to exactly one other, which reads nothing else. */
const chainLinks = (graph) => graph.nets.filter((net) => net.to.length === 1)
  .map((net) => [graph.nodes[net.from], graph.nodes[net.to[0]]])
  .filter(([a, b]) => a.outputs.length === 1 && b.inputs.length === 1);

for (const file of zoo) {
  test(`${file}: every layer has one box, and boxes do not touch`, () => {
    const model = bundled(file);
    for (const by of ['none', 'block', 'stage', 'structure']) {
      for (const view of [VIEW, { width: 360, height: 520 }]) {
        const graph = drawn(model, { by }, view);
        const seen = graph.nodes.flatMap((n) => n.rows.map((r) => r.index));
        const hidden = model.rows.filter((r) => !seen.includes(r.index));
        assert.equal(new Set(seen).size, seen.length);
        assert.ok(hidden.every((r) => r.type === 'Split'), hidden.map((r) => r.name).join());
        for (const r of model.rows) assert.ok(graph.nodeOf.get(r.index), r.name);
        assert.deepEqual(overlaps(graph), [], `${by} ${view.width}`);
        for (const n of graph.nodes) {
          assert.ok(n.x >= -0.5 && n.y >= -0.5 && n.x + n.width <= graph.width + 0.5 && n.y + n.height <= graph.height + 0.5, n.name);
        }
      }
    }
  });

  test(`${file}: edges go forward, chains are straight, few lines cross`, () => {
    const graph = drawn(bundled(file));
    for (const net of graph.nets) {
      for (const to of net.to) {
        const a = graph.nodes[net.from], b = graph.nodes[to];
        assert.ok(b.rank > a.rank && columnOf(graph, b) >= columnOf(graph, a));
        if (columnOf(graph, a) === columnOf(graph, b)) assert.ok(b.y >= a.y + a.height);
      }
      assert.doesNotMatch(net.d, /NaN|undefined/);
      assert.equal(net.heads.length, net.to.length, net.name);
    }
    const links = chainLinks(graph).filter(([a, b]) => columnOf(graph, a) === columnOf(graph, b));
    assert.ok(links.length > 3);
    for (const [a, b] of links) assert.ok(Math.abs(middle(a) - middle(b)) < 1, `${a.name} to ${b.name}`);
    assert.ok(graph.items.crossings <= 1, `${graph.items.crossings} crossings`);
  });

  test(`${file}: the same every time, and figures are the document's`, () => {
    const model = bundled(file);
    const places = (g) => JSON.stringify([g.nodes.map((n) => [n.x, n.y]), g.nets.map((n) => n.d)]);
    const graph = drawn(model);
    assert.equal(places(graph), places(drawn(model)));
    setFigures(graph, params, {});
    assert.equal(graph.nodes.reduce((s, n) => s + BigInt(n.figure.value), 0n), BigInt(model.totals.params));
    setFigures(graph, macs, {});
    assert.equal(graph.nodes.reduce((s, n) => s + BigInt(n.figure.value), 0n), BigInt(model.totals.macs));
    for (const by of ['block', 'stage']) {
      for (const node of drawn(model, { by }).nodes.filter((n) => n.group && n.rows.length === n.group.last - n.group.first + 1)) {
        assert.equal(figureOf(node, params, {}).value, String(node.group.param_count), node.name);
        assert.equal(figureOf(node, macs, {}).value, String(node.group.macs), node.name);
      }
    }
  });
}

const text = (layers) => layers.map(([name, type, bottoms, tops, more = '']) =>
  `layer { name: "${name}" type: "${type}" ${bottoms.map((b) => `bottom: "${b}"`).join(' ')} ${tops.map((b) => `top: "${b}"`).join(' ')} ${more} }`).join('\n');
const INPUT = ['data', 'Input', [], ['data'], 'input_param { shape { dim: 1 dim: 8 dim: 16 dim: 16 } }'];
const CONV = 'convolution_param { num_output: 8 kernel_size: 3 pad: 1 }';
const named = (graph, name) => graph.nodes.find((n) => n.name === name);

test('layers in place stand in the box whose blob they change, unless they read another', () => {
  const model = toModel(analyze(text([INPUT, ['conv', 'Convolution', ['data'], ['x'], CONV], ['bn', 'BatchNorm', ['x'], ['x']],
    ['relu', 'ReLU', ['x'], ['x']], ['gate', 'Pooling', ['x'], ['g'], 'pooling_param { pool: AVE global_pooling: true }'],
    ['flat', 'Flatten', ['g'], ['f']], ['scale', 'Scale', ['x', 'f'], ['y'], 'scale_param { axis: 0 }'],
    ['sum', 'Scale', ['y', 'f'], ['y'], 'scale_param { axis: 0 }']])));
  const graph = drawn(model);
  assert.deepEqual(named(graph, 'conv').chips.map((r) => r.name), ['bn', 'relu']);
  assert.deepEqual(named(graph, 'sum').inputs.map((net) => graph.nodes[net.from].name), ['scale', 'flat']);
  assert.deepEqual(named(graph, 'conv').outputs.map((net) => net.to.length), [2], 'one line for one blob');
  const shown = drawn(model, { splits: true });
  assert.deepEqual(shown.nodes.filter((n) => n.type === 'Split').length, 2);
});

test('branches of an inception block are straight, side by side, in the order of the file', () => {
  const graph = drawn(bundled('googlenet.prototxt'));
  for (const id of ['3a', '4c', '5b']) {
    const box = (part) => named(graph, `inception_${id}/${part}`);
    for (const [a, b] of [['3x3_reduce', '3x3'], ['5x5_reduce', '5x5'], ['pool', 'pool_proj']]) {
      assert.ok(Math.abs(middle(box(a)) - middle(box(b))) < 1, `${id} ${a}`);
    }
    const row = ['1x1', '3x3_reduce', '5x5_reduce', 'pool'].map(box);
    assert.equal(new Set(row.map((n) => n.rank)).size, 1);
    row.slice(1).forEach((n, i) => {
      assert.ok(n.x > row[i].x);
      assert.ok(n.x - row[i].x - row[i].width < 40, `no hole before ${n.name}: ${n.x - row[i].x - row[i].width}`);
    });
  }
});

test('an auxiliary loss hangs beside the trunk; labels do not pull the trunk apart', () => {
  const list = [['in', 'DummyData', [], ['data', 'label'], 'dummy_data_param { shape { dim: 2 dim: 8 dim: 16 dim: 16 } shape { dim: 2 } }']];
  let x = 'data';
  for (let i = 0; i < 24; i++) {
    list.push([`c${i}`, 'Convolution', [x], [`c${i}`], CONV]);
    x = `c${i}`;
    if (i % 8 === 7) list.push([`fc${i}`, 'InnerProduct', [x], [`fc${i}`], 'inner_product_param { num_output: 4 }'],
      [`loss${i}`, 'SoftmaxWithLoss', [`fc${i}`, 'label'], [`loss${i}`], `loss_weight: ${i === 23 ? 1 : 0.3}`]);
  }
  const graph = drawn(toModel(analyze(text(list), '--phase', 'train')));
  assert.deepEqual(overlaps(graph), []);
  assert.deepEqual(graph.nodes.filter((n) => n.outputs.some((net) => net.loss)).map((n) => n.name), ['loss7', 'loss15', 'loss23']);
  assert.equal(graph.items.crossings, 0);
  const label = graph.nets.find((net) => net.name === 'label');
  assert.equal(label.to.length, 3, 'one line for all three');
});

test('a group that is opened shows what is in it, the others stay folded', () => {
  const model = bundled('resnet152.prototxt');
  assert.deepEqual(legible(model), ['block', 'stage']);
  const stage = model.doc.blocks.stage.find((b) => b.name === 'res4');
  const inside = units(model, 'stage', [keyOf(stage)]).filter((u) => u.first >= stage.first && u.last <= stage.last);
  assert.equal(inside.length, 36, 'a large stage opens into its blocks');
  const block = model.doc.blocks.block.find((b) => b.name === 'res4b7');
  const deeper = units(model, 'stage', [keyOf(stage), keyOf(block)]).filter((u) => u.first >= block.first && u.last <= block.last);
  assert.ok(deeper.every((u) => !u.group) && deeper.length === block.last - block.first + 1);
  for (const list of [units(model, 'stage', []), units(model, 'stage', [keyOf(stage)])]) {
    assert.deepEqual(list.flatMap((u) => Array.from({ length: u.last - u.first + 1 }, (_, i) => u.first + i)), model.rows.map((r) => r.index));
  }
});

/** A document of `count` layers without asking the program: residual units in two stages. */
function residual(count) {
  const layers = [];
  const add = (name, type, bottoms, inPlace = false) => layers.push({ index: layers.length, name, type, line: 1, inserted: false, known: true,
    core: type === 'Convolution', bottoms, tops: [{ name: inPlace ? bottoms[0] : name, shape: [1, 8, 4, 4], count: 128, in_place: inPlace }],
    params: [], param_count: 1, macs: 2, memory: { caffe: 128, blobs: 128, live: 128, buffers: 0 } });
  add('data', 'Input', []);
  let x = 'data';
  for (let i = 0; layers.length + 7 <= count; i++) {
    const unit = `res${i * 14 < count ? 2 : 3}_${i}`;
    add(`${unit}a`, 'Convolution', [x]);
    add(`${unit}a_relu`, 'ReLU', [`${unit}a`], true);
    add(`${unit}b`, 'Convolution', [`${unit}a`]);
    add(`${unit}b_relu`, 'ReLU', [`${unit}b`], true);
    add(`${unit}c`, 'Convolution', [`${unit}b`]);
    add(unit, 'Eltwise', [x, `${unit}c`]);
    add(`${unit}_relu`, 'ReLU', [unit], true);
    x = unit;
  }
  return toModel({ layers, blocks: {}, options: {}, network: {}, totals: { memory: {} } });
}

/** Milliseconds of this process, whatever else the machine does; the best of a few. */
function cost(act, times = 5) {
  let least = Infinity;
  for (let i = 0; i < times; i++) {
    const from = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(from);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

test('1,001 layers one by one take a blink, 8,000 do not hang, 100,000 stand folded', () => {
  const thousand = residual(1001);
  assert.ok(cost(() => drawn(thousand)) < 400);
  const many = residual(8000);
  assert.ok(cost(() => drawn(many), 1) < 6000);
  const huge = residual(100000);
  const [by] = legible(huge);
  assert.equal(by, 'runs');
  const graph = drawn(huge, { by });
  assert.ok(graph.nodes.length <= 40 && graph.nodes.length > 10);
  const first = graph.nodes[1];
  const open = drawn(huge, { by, open: [keyOf(first.group)] });
  assert.ok(open.nodes.length < 200, `${open.nodes.length}: a run that is opened shows runs`);
});

test('nets across the whole of a large network do not make the layout explode', () => {
  const model = residual(3000);
  for (const layer of model.doc.layers.filter((l) => l.type === 'Eltwise')) layer.bottoms.push('data', 'res2_0', 'res2_1', 'res2_2');
  const wide = toModel(model.doc);
  const graph = drawn(wide);
  assert.ok(graph.items.rank.length < 80000);
  const dense = residual(1500);
  const makers = dense.doc.layers.filter((l) => l.type === 'Convolution').map((l) => l.name);
  dense.doc.layers.filter((l) => l.type === 'Eltwise').forEach((l, i) => l.bottoms.push(...makers.slice(0, i * 3)));
  const tight = toModel(dense.doc);
  let made = null;
  assert.ok(cost(() => { made = drawn(tight); }, 1) < 20000);
  assert.ok(made.items.rank.length < 80000, `${made.items.rank.length}`);
  assert.ok(made.nets.every((net) => net.heads.length === net.to.length), 'every reader is reached');
});

test('figures of a what-if go into the boxes as they stand', () => {
  const model = bundled('lenet.prototxt');
  const graph = drawn(model);
  const other = toModel({ ...model.doc, layers: model.doc.layers.map((l) => ({ ...l, macs: l.macs * 2 })) });
  assert.ok(sameStructure(model, other));
  assert.ok(!sameStructure(model, bundled('alexnet.prototxt')));
  const twin = buildGraph(other, { by: 'none', open: [], splits: false });
  takePlaces(graph, twin);
  assert.deepEqual(twin.nodes.map((n) => [n.x, n.y, n.width]), graph.nodes.map((n) => [n.x, n.y, n.width]));
  setFigures(twin, macs, {});
  setFigures(graph, macs, {});
  twin.nodes.forEach((n, i) => assert.equal(n.figure.size, 2 * graph.nodes[i].figure.size));
  fitInto(twin, { width: 300, height: 900 });
  assert.deepEqual(overlaps(twin), []);
});

test('arrow keys walk along the edges and within a rank', () => {
  const graph = drawn(bundled('googlenet.prototxt'));
  const at = (name) => named(graph, name);
  assert.equal(walk(graph, at('data'), 'ArrowDown').name, 'conv1/7x7_s2');
  assert.equal(walk(graph, at('conv1/7x7_s2'), 'ArrowUp').name, 'data');
  assert.equal(walk(graph, at('inception_3a/1x1'), 'ArrowRight').name, 'inception_3a/3x3_reduce');
  assert.equal(walk(graph, at('inception_3a/5x5'), 'ArrowDown').name, 'inception_3a/output');
  assert.equal(walk(graph, at('data'), 'ArrowUp'), null);
  assert.equal(walk(graph, at('data'), 'a'), undefined);
  let node = graph.nodes[0], steps = 0;
  for (let next = node; next; steps++) [node, next] = [next, walk(graph, next, 'ArrowDown')];
  assert.equal(node.name, 'prob');
  assert.ok(steps > 20);
});

test('lines enter a box apart from one another, in order', () => {
  assert.deepEqual(ports([0], 100, 12), [0]);
  assert.deepEqual(ports([-500, 500], 100, 12), [-36, 36]);
  const at = ports([5, 5, 5, 4], 120, 12);
  const sorted = [...at].sort((a, b) => a - b);
  sorted.slice(1).forEach((x, i) => assert.ok(x - sorted[i] >= 11.9));
  assert.equal(Math.min(...at), at[3]);
});

test('names keep their ends, chips that do not fit are counted', () => {
  assert.equal(trimmed('conv1', 'name', 200), 'conv1');
  const short = trimmed('inception_4a/3x3_reduce', 'name', 110);
  assert.match(short, /^….*3x3_reduce$/);
  assert.ok(widthOf(short, 'name') <= 110);
  const chips = Array.from({ length: 9 }, (_, i) => ({ type: 'BatchNorm', name: `b${i}` }));
  const shown = chipsIn({ chips, width: 200 });
  assert.match(shown[shown.length - 1].text, /^\+\d$/);
  assert.equal(Number(shown[shown.length - 1].text.slice(1)) + shown.length - 1, 9);
});
