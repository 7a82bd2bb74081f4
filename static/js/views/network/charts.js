/** The chart section: which strips, on which scale, with the readout above. */

import { CHARTS, TOGETHER, chartNamed, figureOf } from '../../charts/index.js';
import { chartExports } from '../../charts/export.js';
import { chartPanel } from '../../charts/panel.js';
import { planStrip } from '../../charts/plan.js';
import { strip } from '../../charts/strip.js';
import { h, replace } from '../../dom.js';
import { num, percent, size } from '../../format.js';
import { fold, MEMORY, placesIn, stages } from '../../model.js';
import { menu } from '../../widgets/menu.js';
import { segment } from '../../widgets/segment.js';

function stripLabel(chart) {
  return h('p', { class: 'striplabel' }, h('b', { text: chart.title }),
    h('span', { class: 'peak' }));
}

/** "conv1: forward memory 11.1 MiB, parameters 34,944 …" */
function describe(row, settings) {
  const parts = CHARTS.map((c) =>
    `${c.title.toLowerCase()} ${figureOf(c, row, settings) ?? 'unknown'}`);
  return `${row.name} (${row.type}): ${parts.join(', ')}`;
}

function peakWords(s, rows, settings) {
  const at = s.peak();
  if (at < 0) return 'none';
  const all = s.values().reduce((a, v) => a + (v > 0 ? v : 0), 0);
  const share = s.chart.apart || (settings.mem === 'live' && s.chart.id === 'memory') ? ''
    : percent(s.values()[at] / all);
  const words = s.chart.words(s.values()[at], settings);
  return `peak ${words} at ${rows[at].name}${share && ` (${share})`}`;
}

/** The plan's size beside what is alive at the peak: the least it could be. */
function planWords(s, model, settings) {
  const least = num(model.totals.memory.peak.bytes), plan = s.plan();
  const more = plan > least ? `, ${percent(plan / least - 1)} above the peak`
    : ' = the peak: no plan can be smaller';
  return `${size(plan, settings.units)}${more}`;
}

function readoutWords(row, settings) {
  if (!row) return [h('span',
    { class: 'note', text: 'Point at a bar, or focus the chart and use the arrow keys.' })];
  return [h('b', { text: row.name }), ` ${row.type} `,
    h('span', { class: 'note', text: row.shape }),
    CHARTS.map((c) => h('span', { class: 'val' }, h('small', { text: c.title }),
      figureOf(c, row, settings) ?? 'unknown'))];
}

function toolbar(state, set) {
  const which = segment('Charts', [['all', 'All'], ...CHARTS.map((c) => [c.id, c.title])],
    state.chart, (chart) => set({ chart }, true));
  const log = h('label',
    { class: 'check', title: 'Heights as logarithms: small layers become visible, heights cannot '
      + 'be added' },
    h('input', { type: 'checkbox', checked: state.log,
      on: { change: (e) => set({ log: e.target.checked }) } }), 'log scale');
  const mem = h('select',
    { 'aria-label': 'Definition of memory', on: { change: (e) => set({ mem: e.target.value }) } },
    Object.values(MEMORY)
      .map((m) => h('option', { value: m.key, selected: m.key === state.mem, text: m.title })));
  return { which, log, mem: h('label', { class: 'check' }, 'memory as ', mem) };
}

/** @param {{set(patch, step?), hover(i), pick(i)}} act */
export function chartSection(model, state, act) {
  let rows = [], places = [];
  const firstLayer = (at) => rows[at]?.first ?? rows[at]?.index ?? -1;
  const placeOf = (layer) => (layer >= 0 ? places[layer] ?? -1 : -1);
  const tools = toolbar(state, act.set);
  const readout = h('p', { class: 'readout' });
  const host = h('div', { class: 'panelhost' });
  let panel = null, strips = [], settings = state;

  const exports = menu('Export', chartExports(host, `${model.doc.network.name}-charts`));
  const zoom = h('div', { class: 'zoomhost' });
  const element = h('section', { class: 'charts', 'aria-label': 'Charts' },
    h('header', { class: 'bar2' }, h('h2', { text: 'Layer by layer' }), tools.which, tools.mem,
      tools.log,
      h('span', { class: 'right' }, zoom, exports)),
    h('div', { class: 'above' }, readout, h('p', { class: 'legend' },
      h('i', { class: 'dot core' }), 'with weights', h('i', { class: 'dot' }), 'without')), host);

  function setRows() {
    rows = state.by ? fold(model, state.by) : model.rows;
    places = placesIn(rows);
  }
  function build() {
    panel?.close();
    setRows();
    const chosen = state.chart === 'all' ? TOGETHER : [chartNamed(state.chart)];
    const height = chosen.length === 1 ? 240 : 104;
    strips = chosen.map((c) => strip(c, rows, { height }));
    if (state.chart === 'alive' && !state.by) strips.push(planStrip(model, { height: 260 }));
    const labels = strips.map((s) => stripLabel(s.chart));
    panel = chartPanel({ strips, rows, stages: stages(rows), labels,
      label: 'Layers in order', describe: (i) => describe(rows[i], settings),
      onHover: (at) => act.hover(firstLayer(at)), onPick: (at) => act.pick(firstLayer(at)),
      onZoom: (a, b) => act.set({ zoom: a === 0 && b >= rows.length ? [] : [a, b] }) });
    replace(host, panel.element);
    replace(zoom, panel.buttons);
    strips.forEach((s, i) => { s.label = labels[i]; });
  }
  function update(next) {
    settings = next;
    panel.update(next);
    for (const s of strips) {
      s.label.title = s.chart.about(next);
      s.label.querySelector('.peak').textContent = s.plan ? planWords(s, model, next)
        : peakWords(s, rows, next);
    }
  }
  function start(next) {
    state = next;
    build();
    update(next);
    if (next.zoom.length === 2) panel.zoomTo(+next.zoom[0], +next.zoom[1]);
    panel.pick(placeOf(next.sel));
  }
  /** The same strips with other rows. */
  function renew(next) {
    state = next;
    setRows();
    for (const s of strips) {
      s.setRows(rows);
      s.setModel?.(model);
    }
    panel.load(rows, stages(rows), next.zoom);
    update(next);
    panel.pick(placeOf(next.sel));
  }
  function showTools(next) {
    tools.which.show(next.chart);
    tools.log.querySelector('input').checked = next.log;
    tools.mem.querySelector('select').value = next.mem;
  }
  start(state);
  function read(at) {
    replace(readout, readoutWords(rows[at], settings));
  }
  read(placeOf(state.sel));
  return {
    element,
    /** The same charts of another analysis. */
    load(next, now) {
      model = next;
      if (now.by !== state.by || now.chart !== state.chart) start(now);
      else renew(now);
      showTools(now);
      read(placeOf(now.sel));
    },
    update(next, changed) {
      if (changed.has('chart') || changed.has('by')) start(next);
      else update(next);
      showTools(next);
    },
    hover(i) {
      panel.hover(placeOf(i));
      replace(readout, readoutWords(rows[placeOf(i)] ?? rows[placeOf(settings.sel)], settings));
    },
    pick(i) {
      settings = { ...settings, sel: i };
      panel.pick(placeOf(i));
      read(placeOf(i));
    },
    zoomAll: () => panel.zoomTo(0, rows.length),
    close: () => panel.close(),
  };
}

