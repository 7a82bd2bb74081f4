/** Comparisons that were stored here. */

import { api } from '../../api.js';
import { h, replace } from '../../dom.js';
import { date, plural } from '../../format.js';

function line(c) {
  return h('li', {}, h('a', { href: c.href, text: c.title || 'Untitled' }),
    h('small', { class: 'note', text: `${plural(c.networks, 'network')} · ${date(c.created)}` }));
}

export async function recentLinks(host) {
  const { comparisons = [] } = await api.comparisons().catch(() => ({}));
  host.hidden = !comparisons.length;
  if (comparisons.length) {
    replace(host, h('h2', {}, h('a', { href: '/links', text: 'My links' })),
      h('ul', { class: 'plain' }, comparisons.slice(0, 8).map(line)));
  }
}
