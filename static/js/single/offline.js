/** The API's answers out of a page's own data: nothing is asked of a server. */

import { ApiError } from '../api.js';
import { complete, onTop, spelling } from '../options.js';

const STANDARD = { phase: 'TEST', dtype: 'fp32', solver: 'SGD' };

const question = (options) => spelling(options, STANDARD);

const refuse = async () => {
  throw new ApiError(0, { message: 'This page holds the figures that it was made with. '
    + 'For others, drop the file on a netweight dashboard and ask there.' });
};

function bytesOf(n) {
  if (n.source !== undefined) return new TextEncoder().encode(n.source);
  return Uint8Array.from(atob(n.source_base64), (c) => c.charCodeAt(0));
}

function comparisonOf(link, networks) {
  const { content } = link;
  return { ...link, ...content, networks: content.networks.map((side) => {
    const held = networks.find((n) => n.sha256 === side.sha256);
    return { ...side, id: side.sha256.slice(0, 24), present: Boolean(held),
      network: held?.network };
  }) };
}

/** @param data a bundle with answers */
export function offlineApi({ networks, links, documents }) {
  const find = (id) => {
    const held = networks.find((n) => n.sha256.startsWith(id));
    if (!held) throw new ApiError(404, { message: 'This network is not in the page.' });
    return held;
  };
  return {
    offline: true, readonly: true,
    networks: async () => ({ networks: networks.map((n) => n.network), next: null }),
    network: async (id) => {
      const { network, options = {} } = find(id);
      return { network, links: 0, defaults: options };
    },
    analysis: async (id, options) => {
      const { sha256, options: own = {} } = find(id);
      const asked = question(complete(options) ? options : onTop(own, options));
      const held = documents.find((d) => d.sha256 === sha256 && question(d.options) === asked);
      return held ? held.document : refuse();
    },
    source: async (id) => new TextDecoder().decode(bytesOf(find(id))),
    sourceBytes: async (id) => bytesOf(find(id)),
    comparisons: async () => ({ comparisons: [] }),
    comparison: async (id) => {
      const link = links.find((l) => l.id === id);
      if (!link) throw new ApiError(404, { message: 'This link is not in the page.' });
      return comparisonOf(link, networks);
    },
    rules: async () => ({ rules: [] }), keepOptions: refuse,
    rename: refuse, remove: refuse, upload: refuse, compare: refuse, catalogue: refuse,
    endpoints: refuse,
  };
}
