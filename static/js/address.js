/** Where the reader is.  The views know addresses as /n/ID?sort=name; how such a
 *  one stands in the browser's bar depends on where the page came from. */

let mode = {
  read: () => location.pathname + location.search,
  write: (href) => href,
};

/** @param {{read(): string, write(href): string}} other */
export function setAddressing(other) { mode = other; }

const now = () => new URL(mode.read(), 'http://page');

export const path = () => now().pathname;
export const search = () => now().search;

export function push(href) { history.pushState(null, '', mode.write(href)); }
export function swap(href) { history.replaceState(null, '', mode.write(href)); }
/** The whole address, for others. */
export const full = (href) => new URL(mode.write(href), location.href).href;
