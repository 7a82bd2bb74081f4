/** The bar above the graph: what is folded, which figure, finding, zooming, files. */

import { pictureExports } from '../charts/export.js';
import { CHARTS } from '../charts/index.js';
import { button, h, replace } from '../dom.js';
import { menu } from '../widgets/menu.js';
import { segment } from '../widgets/segment.js';
import { groupsOf, keyOf } from './fold.js';

const FOLDS = [['none', 'Layers'], ['block', 'Blocks'], ['stage', 'Stages'],
  ['structure', 'Structure'], ['runs', 'Runs']];

/** Groupings that group something. */
function choices(model, by) {
  return FOLDS.filter(([key]) => key === 'none' || key === by
    || (key !== 'runs' && groupsOf(model, key).length > 0));
}

function exportsOf(draw, name) {
  const light = pictureExports(() => draw('light'), name);
  return [...pictureExports(() => draw(''), name),
    ...light.filter(([title]) => !title.startsWith('Copy'))
      .map(([title, act]) => [`${title} in light colours`, act])];
}

/** @param {{set, fit(), zoom(factor), whole(on), find(), picture(scheme)}} act */
export function graphTools(model, state, act) {
  const folds = h('span', {});
  const figure = h('select', { 'aria-label': 'Figure in the boxes',
    on: { change: () => act.set({ fig: figure.value }) } },
  CHARTS.filter((c) => !c.only).map((c) => h('option', { value: c.id, text: c.title })));
  const splits = h('input', { type: 'checkbox',
    on: { change: () => act.set({ splits: splits.checked }) } });
  const splitLabel = h('label', { class: 'check',
    title: 'Layers that Caffe inserts where a blob has several readers' }, splits, 'Split layers');
  const find = h('input', { type: 'search', class: 'find', placeholder: 'Find in the graph',
    'aria-label': 'Find in the graph', on: { input: () => act.set({ q: find.value }),
      keydown: (e) => e.key === 'Enter' && act.find() } });
  const grow = button('Expand', () => toggle(grow.getAttribute('aria-pressed') !== 'true'),
    { class: 'toggle', 'aria-pressed': 'false', title: 'The graph on the whole screen' });
  function toggle(on) {
    if ((grow.getAttribute('aria-pressed') === 'true') === on) return;
    grow.setAttribute('aria-pressed', String(on));
    grow.textContent = on ? 'Back' : 'Expand';
    act.whole(on);
  }
  const open = h('p', { class: 'openblocks' });
  const bar = h('header', { class: 'bar2' }, h('h2', { text: 'Graph' }), folds,
    figure, splitLabel, find,
    h('span', { class: 'right' }, h('div', { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
      button('−', () => act.zoom(1 / 1.4), { 'aria-label': 'Zoom out of the graph' }),
      button('+', () => act.zoom(1.4), { 'aria-label': 'Zoom into the graph' }),
      button('Fit', () => act.fit(), { title: 'Everything in sight (0)' })), grow,
    menu('Export', exportsOf(act.picture, `${model.doc.network.name || 'network'}-graph`))));
  const legend = h('p', { class: 'legend' }, h('i', { class: 'dot core' }), 'with weights',
    h('i', { class: 'dot' }), 'without', h('i', { class: 'sharemark' }), 'share of the largest');

  function showOpen(groups) {
    open.hidden = !groups.length;
    replace(open, groups.length > 0 && 'Unfolded: ', groups.map((g) => button(`${g.name} ×`,
      () => act.set({ unfold: keysWithout(g) }, true),
      { class: 'chip', 'aria-label': `Fold ${g.name}` })),
    groups.length > 1 && button('fold all', () => act.set({ unfold: [] }, true),
      { class: 'link' }));
    function keysWithout(group) {
      return groups.filter((g) => g.first < group.first || g.last > group.last).map(keyOf);
    }
  }
  return {
    bar, legend, open,
    show(next, now, { by, open: groups }) {
      replace(folds, segment('Boxes', choices(next, by), by,
        (fold) => act.set({ fold, unfold: [] }, true)));
      figure.value = now.fig;
      splits.checked = now.splits;
      splitLabel.hidden = !next.rows.some((r) => r.inserted);
      if (find.value !== now.q) find.value = now.q;
      showOpen(groups);
    },
    find: () => find.focus(),
    shrink: () => toggle(false),
  };
}
