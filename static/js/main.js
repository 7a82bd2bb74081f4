import { startKeys } from './keys.js';
import { go, startRouter, view } from './router.js';
import { isShared, startShared } from './share/lan.js';
import { startTheme } from './theme.js';
import { mountAbout } from './views/about.js';
import { mountCompare, mountComparison } from './views/compare.js';
import { mountHome } from './views/home.js';
import { mountLinks } from './views/links.js';
import { mountNetwork } from './views/network.js';
import { mountNotFound } from './views/notfound.js';
import { isPortable, mountPortable } from './views/portable.js';
import { takeBundles } from './widgets/bundles.js';
import { watchDrops } from './widgets/drop.js';

const ROUTES = [
  { name: 'home', path: /^\/$/, mount: (...args) =>
    (isPortable() ? mountPortable : mountHome)(...args) },
  { name: 'network', path: /^\/n\/([^/]+)$/, mount: mountNetwork },
  { name: 'compare', path: /^\/compare$/, mount: mountCompare },
  { name: 'compare', path: /^\/c\/([^/]+)$/, mount: mountComparison },
  { name: 'links', path: /^\/links$/, mount: mountLinks },
  { name: 'about', path: /^\/about$/, mount: mountAbout },
  { name: 'notfound', path: /^/, mount: mountNotFound },
];

const id = (name) => document.getElementById(name);

/** Files may come to any page; most go to the list of networks. */
async function take(dropped) {
  const files = await takeBundles(dropped);
  if (!files.length) return;
  if (!view()?.take) await go('/');
  view().take(files);
}

if (isShared()) startShared();
else watchDrops(take);
startTheme(id('theme'));
startKeys(id('help'));
startRouter(ROUTES, id('main'));
