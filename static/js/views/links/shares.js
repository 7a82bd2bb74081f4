/** Links on the network: what they open, until when, taking them back. */

import { api } from '../../api.js';
import { button, h, replace } from '../../dom.js';
import { date } from '../../format.js';
import { ask } from '../../widgets/dialog.js';
import { toast } from '../../widgets/toast.js';

async function takeBack(share, title) {
  const sure = await ask('Take back',
    `Take back the link on the network to “${title}”? Whoever has it sees nothing any more.`,
    'Take back');
  if (sure) await api.removeShare(share.id).catch((error) => toast(error.message));
}

function row(share, title, changed) {
  return h('li', { class: 'linkrow' },
    h('div', { class: 'words' }, h('a', { href: `/c/${share.comparison}`, text: title }),
      h('small', { class: 'note', text: share.expired ? `expired ${date(share.expires)}`
        : `made ${date(share.created)}, opens until ${date(share.expires)}` })),
    h('span', { class: 'tools' }, button(share.expired ? 'Remove' : 'Take back', async () => {
      await takeBack(share, title);
      changed();
    }, { class: 'quiet', 'aria-label': `Take back the link on the network to ${title}` })));
}

/** @param {object[]} links short links, for their titles */
export async function networkShares(host, links) {
  const { address, shares = [] } = await api.shares().catch(() => ({}));
  const titles = new Map(links.map((l) => [l.id, l.title || 'Untitled']));
  host.hidden = !shares.length && !address;
  if (host.hidden) return;
  replace(host, h('h2', { text: 'Links on the network' }),
    h('p', { class: 'note', text: address ? `They open at ${address}/, read-only.`
      : 'Nothing is shared now: start netweight with --share ADDRESS.' }),
    h('ul', { class: 'plain card linklist' }, shares.length
      ? shares.map((x) => row(x, titles.get(x.comparison) ?? 'Untitled',
        () => networkShares(host, links)))
      : h('li', { class: 'note', text: 'None yet.' })));
}
