/** Networks that a link names and this server does not have. */

import { path, search } from '../../address.js';
import { api } from '../../api.js';
import { h } from '../../dom.js';
import { integer, plural } from '../../format.js';
import { go } from '../../router.js';
import { toast } from '../../widgets/toast.js';

function line({ sha256, then }) {
  return h('li', {}, h('b', { text: then?.name ?? 'A network' }), ' ',
    then?.file && h('span', { text: `(${then.file}) ` }), 'sha256 ', h('code', { text: sha256 }),
    then?.params !== undefined && h('span', { class: 'note',
      text: ` (${plural(then.layers, 'layer')}, ${integer(then.params)} parameters `
        + 'when the link was made)' }));
}

export function missingNote(missing) {
  if (!missing.length) return null;
  return h('section', { class: 'banner warn' },
    h('strong', { text: `Missing here: ${plural(missing.length, 'network')} of this link.` }),
    h('ul', {}, missing.map(line)),
    h('p', { text: api.readonly ? 'Whoever sent the link no longer has them there. Ask the sender '
      + 'to store these files again, or for a page as a file.'
      : 'Drop the files anywhere on this page: they are recognised by their content. '
      + 'Or ask the sender for the link that carries the networks.' }));
}

/** null where the page may not hash (plain http from elsewhere). */
async function hash(file) {
  if (!crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join('');
}

/** Stores those of the dropped files that are missing, and goes on with the link.
 *  @param {{sha256: string}[]} missing sha256: the hash, or its first digits */
export function takeMissing(missing) {
  const wanted = (sha256) => missing.some((n) => sha256.startsWith(n.sha256));
  async function take(file) {
    const sha256 = await hash(file);
    if (sha256 && !wanted(sha256)) return false;
    const { network } = await api.upload(file, { keep: true });
    if (!network) throw new Error('This is a solver definition, not a network.');
    return wanted(network.sha256);
  }
  return async (files) => {
    const taken = await Promise.all(files.map((f) => take(f)
      .catch((error) => { toast(error.message); return null; })));
    const other = files.filter((_, i) => taken[i] === false).map((f) => f.name);
    if (other.length) toast(`${other.join(', ')}: another content than the link names`);
    if (taken.includes(true)) go(path() + search(), { replace: true });
  };
}
