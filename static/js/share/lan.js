/** The page behind a link on the network, /s#TOKEN: the token stays in the address's
 *  fragment, which no server and no log sees, and goes out as a header. */

import { setAddressing } from '../address.js';
import { useToken } from '../api.js';

export const isShared = () => location.pathname === '/s';

export function startShared() {
  const token = location.hash.slice(1);
  useToken(token);
  document.documentElement.dataset.shared = '1';
  document.querySelector('.brand').href = '/c/shared';
  setAddressing({
    read: () => new URLSearchParams(location.search).get('at') ?? '/c/shared',
    write: (href) => `/s?${new URLSearchParams({ at: href })}#${token}`,
  });
}
