/** The page that is a file of its own: the dashboard's views on its own data. */

import { setAddressing } from '../address.js';
import { api } from '../api.js';
import { h, s } from '../dom.js';
import { startKeys } from '../keys.js';
import { names } from '../names.js';
import { startRouter } from '../router.js';
import { startTheme } from '../theme.js';
import { optionWords, pageOf } from '../views/compare/entries.js';
import { mountCompare, mountComparison } from '../views/compare.js';
import { mountNetwork } from '../views/network.js';
import { mountNotFound } from '../views/notfound.js';
import { offlineApi } from './offline.js';

const data = JSON.parse(document.getElementById('netweight-data').textContent);
const link = data.links[0];
const START = `/c/${link.id}`;

const ROUTES = [
  { name: 'compare', path: /^\/$/, mount: (main, match, live) =>
    mountComparison(main, [null, link.id], live) },
  { name: 'network', path: /^\/n\/([^/]+)$/, mount: mountNetwork },
  { name: 'compare', path: /^\/compare$/, mount: mountCompare },
  { name: 'compare', path: /^\/c\/([^/]+)$/, mount: mountComparison },
  { name: 'notfound', path: /^/, mount: mountNotFound },
];

/** The pages of the networks as they are compared: one may be there twice, with other options. */
function pages(sides) {
  const called = names(sides.map((side) => side.network));
  const own = (side) => data.networks.find((n) => n.sha256 === side.sha256).options;
  return sides.map((side, i) => h('a', { title: optionWords(side.options), text: called[i],
    href: pageOf({ ...side, options: { ...side.options, defaults: '0' }, defaults: own(side) }) }));
}

function topbar(sides) {
  const mark = s('svg', { class: 'mark', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    s('path', { d: 'M8.5 8.500a3.5 3.5 0 1 1 7 0M6 8.500h12l2.5 12h-17z' }));
  const help = h('button', { type: 'button', class: 'quiet', id: 'help',
    'aria-label': 'Keyboard help', title: 'Keyboard help (?)', text: '?' });
  const theme = h('button', { type: 'button', class: 'quiet', id: 'theme', text: '◐' });
  document.body.prepend(h('header', { class: 'topbar' },
    h('a', { class: 'brand', href: START }, mark, h('span', { text: 'netweight' })),
    h('nav', { 'aria-label': 'Pages' },
      sides.length > 1 && h('a', { href: START, data: { for: 'compare' }, text: 'Comparison' }),
      sides.length <= 4 && pages(sides)),
    h('small', { class: 'note made', text: `a file of netweight ${data.analyzer}` }), help, theme));
  startKeys(help);
  startTheme(theme);
}

setAddressing({ read: () => (location.hash.startsWith('#/') ? location.hash.slice(1) : START),
  write: (href) => `#${href}` });
Object.assign(api, offlineApi(data));
api.comparison(link.id).then(({ networks }) => {
  topbar(networks.filter((side) => side.present));
  startRouter(ROUTES, document.getElementById('main'));
});
