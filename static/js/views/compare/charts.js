/** One strip per network, all on one scale, aligned layer by layer. */

import { CHARTS, chartNamed, figureOf } from '../../charts/index.js';
import { chartExports } from '../../charts/export.js';
import { chartPanel } from '../../charts/panel.js';
import { strip } from '../../charts/strip.js';
import { course, tenths, unlike } from '../../course.js';
import { h, replace } from '../../dom.js';
import { num } from '../../format.js';
import { stages } from '../../model.js';
import { names } from '../../names.js';
import { menu } from '../../widgets/menu.js';
import { segment } from '../../widgets/segment.js';
import { letter } from './entries.js';

/** A chart that reads network k out of a slot. */
function chartOf(chart, k) {
  return { ...chart, value: (slot, s) => (slot.cells[k] ? chart.value(slot.cells[k], s) : null) };
}

function highest(chart, slots, settings) {
  let most = 0;
  for (const slot of slots) {
    for (const c of slot.cells) if (c) most = Math.max(most, num(chart.value(c, settings)) || 0);
  }
  return most;
}

function stripLabel(name, k, base) {
  return h('p', { class: 'striplabel' }, h('span', { class: 'letter', text: letter(k) }),
    h('b', { text: name }),
    k === base && h('small', { class: 'tag', text: 'baseline' }),
    h('span', { class: 'peak' }));
}

function words(slot, loaded, chart, settings) {
  return loaded.map((e, k) => {
    const c = slot.cells[k];
    return [e.network.name, c, c ? figureOf(chart, c, settings) ?? 'unknown'
      : 'no counterpart'];
  });
}

const WAYS = {
  layer: 'One scale for all. Layers are matched by name, then by type; a gap means no counterpart.',
  depth: 'One scale for all. Each network is cut into equal parts from its first layer to its '
    + 'last; a bar is the sum of a part.',
};

/** @param {{set, hover(i), pick(i)}} act */
export function compareCharts(loaded, aligned, state, act) {
  const auto = unlike(aligned) ? 'depth' : 'layer';
  const way = () => state.by || auto;
  const parts = course(loaded.map((e) => e.model.rows));
  let slots = aligned;
  const chart = () => chartNamed(state.show);
  const host = h('div', { class: 'panelhost' });
  const zoom = h('div', { class: 'zoomhost' });
  const readout = h('p', { class: 'readout' });
  const which = segment('Figure', CHARTS.map((c) => [c.id, c.title]), state.show,
    (show) => act.set({ show }, true));
  const log = h('input',
    { type: 'checkbox', checked: state.log,
      on: { change: (e) => act.set({ log: e.target.checked }) } });
  const by = segment('Matching', [['layer', 'by layer'], ['depth', 'by depth']], way(),
    (w) => act.set({ by: w === auto ? '' : w, zoom: [] }, true));
  const legend = h('p', { class: 'legend' });
  const exports = menu('Export', chartExports(host, 'comparison'));
  const element = h('section', { class: 'charts', 'aria-label': 'Charts' },
    h('header', { class: 'bar2' }, h('h2', { text: 'Side by side' }), which, by,
      h('label', { class: 'check' }, log, 'log scale'),
      h('span', { class: 'right' }, zoom, exports)),
    legend, readout, host);
  let panel = null, picked = -1;

  function describe(i) {
    const slot = slots[i];
    const each = words(slot, loaded, chart(), state).map(([n, , w]) => `${n} ${w}`);
    return `${slot.name} (${slot.type}): ${each.join(', ')}`;
  }
  function read(i) {
    const slot = slots[i];
    if (!slot) return replace(readout,
      h('span', { class: 'note',
        text: 'Point at a bar, or focus the chart and use the arrow keys.' }));
    return replace(readout, h('b', { text: slot.name }), ` ${slot.type} `,
      words(slot, loaded, chart(), state).map(([, c, w], k) => h('span', { class: 'val' },
        h('small', {}, h('span', { class: 'letter', text: letter(k) }),
          c && c.name !== slot.name ? c.name : ''), w)));
  }
  function build() {
    panel?.close();
    const alone = way() === 'depth';
    slots = alone ? parts : aligned;
    legend.textContent = WAYS[way()];
    const one = chart();
    const max = highest(one, slots, state);
    const height = loaded.length > 4 ? 66 : 92;
    const strips = loaded.map((_, k) => strip(chartOf(one, k), slots, { height, max }));
    const labels = names(loaded.map((e) => e.network))
      .map((name, k) => stripLabel(name, k, state.base));
    panel = chartPanel({ strips, rows: slots, stages: alone ? tenths(slots.length)
      : stages(slots), labels,
      label: alone ? 'Parts in order' : 'Layers in order', describe,
      onHover: alone ? hoverPart : act.hover, onPick: alone ? pickPart : act.pick,
      onZoom: (a, b) => act.set({ zoom: a === 0 && b >= slots.length ? [] : [a, b] }) });
    replace(host, panel.element);
    replace(zoom, panel.buttons);
    panel.update(state);
    strips.forEach((s, k) => {
      const at = s.peak();
      labels[k].querySelector('.peak').textContent = at < 0 ? 'none'
        : `peak ${one.words(s.values()[at], state)} at ${slots[at].cells[k].name}`;
    });
    if (state.zoom.length === 2) panel.zoomTo(+state.zoom[0], +state.zoom[1]);
    picked = alone ? -1 : state.sel;
    panel.pick(picked);
    read(picked);
  }
  /* Parts are no rows of the table: they are pointed at here only. */
  function hoverPart(i) {
    panel.hover(i);
    read(i >= 0 ? i : picked);
  }
  function pickPart(i) {
    picked = i;
    panel.pick(i);
    read(i);
  }
  build();
  return {
    element,
    update(next) {
      state = next;
      which.show(next.show);
      by.show(way());
      log.checked = next.log;
      build();
    },
    hover(i) { if (way() === 'layer') hoverPart(i); },
    pick(i) {
      state = { ...state, sel: i };
      if (way() === 'layer') pickPart(i);
    },
    close: () => panel.close(),
  };
}
