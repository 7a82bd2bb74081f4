/** The page behind a link on the network, /s#TOKEN: the token stays in the address's
 *  fragment, which no server and no log sees, and goes out as a header. */

import { setAddressing } from '../address.js';
import { useToken } from '../api.js';
import { h } from '../dom.js';
import { toast } from '../widgets/toast.js';

export const isShared = () => location.pathname === '/s';

/** A dropped file would take the place of the page; here nothing can be stored. */
function refuseDrops() {
  document.addEventListener('dragover', (e) => e.preventDefault());
  document.addEventListener('drop', (e) => {
    e.preventDefault();
    toast('This page is read-only: it shows what was shared. Files are looked at on a '
      + 'netweight of your own.');
  });
}

export function startShared() {
  const token = location.hash.slice(1);
  useToken(token);
  document.documentElement.dataset.shared = '1';
  document.querySelector('.topbar nav').replaceChildren(h('small', { class: 'note made',
    text: 'shared with you, read-only' }));
  refuseDrops();
  document.querySelector('.brand').href = '/c/shared';
  setAddressing({
    read: () => new URLSearchParams(location.search).get('at') ?? '/c/shared',
    write: (href) => `/s?${new URLSearchParams({ at: href })}#${token}`,
  });
}
