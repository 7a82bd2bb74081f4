/** Elements without markup strings: everything a page shows is made here. */

const SVG = 'http://www.w3.org/2000/svg';

/** Properties that are not attributes of the same name. */
const SET = {
  class: (el, v) => el.setAttribute('class', v),
  text: (el, v) => { el.textContent = v; },
  on: (el, v) => Object.entries(v).forEach(([k, f]) => el.addEventListener(k, f)),
  data: (el, v) => Object.assign(el.dataset, v),
  css: (el, v) => Object.entries(v).forEach(([k, s]) => el.style.setProperty(k, s)),
  value: (el, v) => { el.value = v; },
  checked: (el, v) => { el.checked = v; },
  indeterminate: (el, v) => { el.indeterminate = v; },
};

function setProperty(el, key, value) {
  if (value === undefined || value === null || value === false) return;
  if (SET[key]) SET[key](el, value);
  else el.setAttribute(key, value === true ? '' : String(value));
}

function fill(el, props, kids) {
  for (const key of Object.keys(props ?? {})) setProperty(el, key, props[key]);
  el.append(...kids.flat(Infinity).filter((k) => k || k === 0).map(node));
  return el;
}

function node(kid) {
  return kid instanceof Node ? kid : document.createTextNode(String(kid));
}

/** h('a', {href, class, text, on: {click}, css: {'--x': 1}}, ...kids) */
export function h(tag, props, ...kids) {
  return fill(document.createElement(tag), props, kids);
}

/** The same for SVG. */
export function s(tag, props, ...kids) {
  return fill(document.createElementNS(SVG, tag), props, kids);
}

const FOCUSABLE = 'a[href], button, input, select, summary, textarea';

/** New content; whoever walks by keyboard stays at the same place in it. */
export function replace(el, ...kids) {
  const at = el.contains(document.activeElement)
    ? [...el.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement) : -1;
  el.replaceChildren(...kids.flat(Infinity).filter((k) => k || k === 0).map(node));
  if (at >= 0) el.querySelectorAll(FOCUSABLE)[at]?.focus({ preventScroll: true });
  return el;
}

/** A button with a word (or an icon and a word for screen readers). */
export function button(label, click, props = {}) {
  return h('button', { type: 'button', on: { click }, ...props }, label);
}

/** Drawn icons: one path each, in a 16 x 16 box. */
const ICONS = {
  share: 'M11 5.2 5.4 8l5.6 2.8M12.5 2.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 7a2 2 0 1 1 0 4 2 2 0 0 1 '
    + '0-4zm-9-3.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  compare: 'M3 13V6m4 7V3m4 10V8m3 5.5H1.5',
  graph: 'M6 1.500h4v3.500H6zM1.500 11h4v3.500h-4zM10.500 11h4v3.500h-4zM8 5v3M3.500 11V8h9v3',
  source: 'm5.5 4-4 4 4 4m5-8 4 4-4 4',
  download: 'M8 2v8m0 0L4.8 6.8M8 10l3.2-3.2M2.5 13.5h11',
  pencil: 'm3 13 .7-3L10.5 3.200l2.3 2.300L6 12.300z',
  trash: 'M3 4.500h10M6.5 4.500V3h3v1.500M4.3 4.500l.7 9h6l.7-9',
  sun: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.500M8 13.500V15M1 8h1.500M13.5 8H15M3 3l1.1 '
    + '1.100M11.900 11.900 13 13M3 13l1.1-1.100M11.900 4.1 13 3',
  close: 'm4 4 8 8m0-8-8 8',
  up: 'M8 13V3m0 0L4 7m4-4 4 4',
  file: 'M4 1.500h5.500L13 5v9.500H4zM9.5 1.500V5H13',
};

export function icon(name) {
  return s('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    s('path', { d: ICONS[name] }));
}
