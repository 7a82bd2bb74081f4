/** Charts as files: colours and fonts are written into the copy, since
 *  classes and variables do not travel. */

import { s } from '../dom.js';
import { copy, save } from '../files.js';
import { toast } from '../widgets/toast.js';

const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray',
  'stroke-linejoin', 'paint-order', 'font-size', 'font-family', 'font-weight', 'text-anchor',
  'visibility', 'opacity'];

/** What canvases of all browsers can hold. */
const MOST_SIDE = 16384, MOST_PIXELS = 1.2e8;

/** How an element looks, asked once for all that have its classes at the same place. */
function looks(el, place, known) {
  if (known.has(place)) return known.get(place);
  const style = getComputedStyle(el);
  const found = Object.fromEntries(KEPT.map((key) => [key, style.getPropertyValue(key)]));
  known.set(place, found);
  return found;
}

/** Writes into `to` how `from` looks, where it does not look as what it is in. */
export function inline(from, to, outer = null, place = '', known = new Map()) {
  const here = `${place}>${from.tagName}.${from.getAttribute('class') ?? ''}`
    + `${from.getAttribute('text-anchor') ?? ''}${from.getAttribute('visibility') ?? ''}`;
  const style = looks(from, here, known);
  for (const key of KEPT) {
    const same = key === 'opacity' ? style[key] === '1' : style[key] === outer?.[key];
    if (!same || to.hasAttribute(key)) to.setAttribute(key, style[key]);
  }
  to.removeAttribute('class');
  const kids = to.children;
  [...from.children].forEach((kid, i) => inline(kid, kids[i], style, here, known));
}

function copyOf(svg) {
  const copy = svg.cloneNode(true);
  inline(svg, copy);
  return copy;
}

function words(el, x, y, root) {
  const style = getComputedStyle(el);
  root.append(s('text', { x, y, fill: style.color, 'font-size': '13',
    'font-family': style.fontFamily },
    el.textContent));
}

/** All strips of a panel in one drawing. */
function drawing(host) {
  const svgs = [...host.querySelectorAll('svg:not(.overview)')];
  const width = Math.max(...svgs.map((x) => x.clientWidth));
  const root = s('svg', { xmlns: 'http://www.w3.org/2000/svg', width });
  root.append(s('rect',
    { width: '100%', height: '100%', fill: getComputedStyle(host.closest('section'))
      .backgroundColor }));
  let y = 8;
  for (const svg of svgs) {
    const label = svg.parentElement.querySelector('.striplabel');
    if (label) words(label, 8, y += 16, root);
    const copy = copyOf(svg);
    copy.setAttribute('y', y += 4);
    root.append(copy);
    y += svg.clientHeight + 8;
  }
  root.setAttribute('height', y);
  root.setAttribute('viewBox', `0 0 ${width} ${y}`);
  return { root, width, height: y };
}

const text = (root) => new XMLSerializer().serializeToString(root);

/** Twice the size on the screen, or what fits into a canvas. */
async function png({ root, width, height }) {
  const scale = Math.min(2, MOST_SIDE / width, MOST_SIDE / height,
    Math.sqrt(MOST_PIXELS / (width * height)));
  if (scale < 1) {
    toast(`Too large for a picture at full size: ${Math.round(scale * 100)} % of it. `
      + 'SVG has every word.');
  }
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(width * scale);
  canvas.height = Math.floor(height * scale);
  const image = new Image(canvas.width, canvas.height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text(root))}`;
  await image.decode();
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
}

const savePng = async (drawn, name) => save(`${name}.png`, 'image/png', await png(drawn));

/** Pictures have no other way to the clipboard: a file where that is missing. */
async function copyPng(drawn, name) {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png(drawn) })]);
    toast('Copied');
  } catch {
    toast('Pictures cannot be copied from here: saved as a file.');
    await savePng(drawn, name);
  }
}

/** The entries of a menu for what `draw` gives: {root, width, height}. */
export function pictureExports(draw, name) {
  return [
    ['SVG', () => save(`${name}.svg`, 'image/svg+xml', text(draw().root))],
    ['Copy as SVG', () => copy(text(draw().root))],
    ['PNG', () => savePng(draw(), name)],
    ['Copy as PNG', () => copyPng(draw(), name)],
  ];
}

/** The entries of a chart's menu. */
export const chartExports = (host, name) => pictureExports(() => drawing(host), name);
