/** Charts as files: colours and fonts are written into the copy, since
 *  classes and variables do not travel. */

import { s } from '../dom.js';
import { copy, save } from '../files.js';
import { toast } from '../widgets/toast.js';

const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'font-size', 'font-family',
  'font-weight', 'text-anchor', 'visibility', 'opacity'];

function inline(from, to) {
  const style = getComputedStyle(from);
  for (const key of KEPT) to.setAttribute(key, style.getPropertyValue(key));
  to.removeAttribute('class');
  [...from.children].forEach((kid, i) => inline(kid, to.children[i]));
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

function text(host) {
  const { root, width, height } = drawing(host);
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

/** Twice the size on the screen. */
async function png(host) {
  const drawn = text(host);
  const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.text)}`;
  const image = new Image(drawn.width * 2, drawn.height * 2);
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = drawn.width * 2;
  canvas.height = drawn.height * 2;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
}

const savePng = async (host, name) => save(`${name}.png`, 'image/png', await png(host));

/** Pictures have no other way to the clipboard: a file where that is missing. */
async function copyPng(host, name) {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png(host) })]);
    toast('Copied');
  } catch {
    toast('Pictures cannot be copied from here: saved as a file.');
    await savePng(host, name);
  }
}

/** The entries of a chart's menu. */
export function chartExports(host, name) {
  return [
    ['SVG', () => save(`${name}.svg`, 'image/svg+xml', text(host).text)],
    ['Copy as SVG', () => copy(text(host).text)],
    ['PNG', () => savePng(host, name)],
    ['Copy as PNG', () => copyPng(host, name)],
  ];
}
