/** Comparisons that were stored here. */

import { api } from '../../api.js';
import { h, replace } from '../../dom.js';
import { date } from '../../format.js';

function line(c) {
  const names = (c.networks ?? []).map((n) => n.network?.name ?? n.name ?? String(n.sha256 ?? n).slice(0, 8));
  return h('li', {}, h('a', { href: c.href ?? `/c/${c.id}`, text: c.title || names.join(', ') }),
    h('small', { class: 'note', text: [c.title && names.join(', '), date(c.created)].filter(Boolean).join(' · ') }));
}

export async function recentLinks(host) {
  const { comparisons = [] } = await api.comparisons().catch(() => ({}));
  host.hidden = !comparisons.length;
  if (comparisons.length) {
    replace(host, h('h2', { text: 'Shared links' }),
      h('ul', { class: 'plain' }, comparisons.slice(0, 20).map(line)));
  }
}
