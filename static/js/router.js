/** Which view an address opens.  A view's mount(main, match) gives back
 *  {reread, close, keys}; moving within a page only rereads its state. */

import { path, push } from './address.js';

let routes = [];
let main = null;
let current = { path: null, hash: '', view: null };
let turn = 0;

/** A fragment that carries content makes another page; one that names a place does not. */
const portable = () => (location.hash.startsWith('#z=') ? location.hash : '');

function lookup(path) {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match) return { route, match };
  }
  return { route: routes[routes.length - 1], match: [path] };
}

async function open() {
  const mine = ++turn;
  const { route, match } = lookup(path());
  current.view?.close?.();
  current = { path: path(), hash: portable(), view: null };
  document.documentElement.dataset.page = route.name;
  main.setAttribute('aria-busy', 'true');
  const view = await route.mount(main, match, () => mine === turn);
  if (mine !== turn) return view?.close?.();
  current.view = view;
  main.setAttribute('aria-busy', 'false');
  return undefined;
}

function onPop() {
  const within = path() === current.path && portable() === current.hash;
  if (within && current.view?.reread) current.view.reread();
  else open();
}

function ours(event) {
  const link = event.target.closest?.('a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.download) return null;
  if (link.origin !== location.origin || link.getAttribute('href').startsWith('/api')) return null;
  const href = link.getAttribute('href');
  return href.startsWith('/') ? href : null;
}

/** Opens an address; `replace` when the state is already in it. */
export function go(href, { replace = false } = {}) {
  if (!replace) {
    push(href);
    window.scrollTo(0, 0);
  }
  return open();
}

/** The view that is open, for the keyboard. */
export const view = () => current.view;

/** @param {{name: string, path: RegExp, mount: Function}[]} table */
export function startRouter(table, element) {
  routes = table;
  main = element;
  window.addEventListener('popstate', onPop);
  document.addEventListener('click', (event) => {
    const href = ours(event);
    if (!href) return;
    event.preventDefault();
    go(href);
  });
  return open();
}
