/** The ways to share, each with what its receiver needs.  Nothing is stored or sent
 *  before its button is pressed. */

import { api } from '../api.js';
import { h } from '../dom.js';
import { save } from '../files.js';
import { date, integer } from '../format.js';
import { complete } from '../options.js';
import { pack } from '../portable.js';
import { kind, linkBox, note } from './box.js';

const LOCAL = /^(localhost|127\.|\[::1\])/;

/** Where a link of this length gets cut, as measured by others. */
const LENGTHS = [
  [2000, 'short enough for every chat program.'],
  [4000, 'Discord cuts it (2,000); Slack and mail take it.'],
  [8000, 'Slack and Discord cut it (4,000 and 2,000); mail, tickets and wikis take it.'],
  [32000, 'chat programs cut it, and some mail programs; tickets and wikis take it. '
    + 'The page as a file is safer.'],
  [Infinity, 'many programs cut such a link. Send the page as a file instead.'],
];

export function lengthWords(n) {
  return `${integer(n)} characters: ${LENGTHS.find(([most]) => n <= most)[1]}`;
}

/** The body of a comparison as the API takes it. */
function body(what, words) {
  return { networks: what.networks, baseline: what.baseline ?? 0, title: words.title(),
    note: words.note(), view: what.view ?? {} };
}

function shortKind(what, words) {
  return kind({
    title: 'Short link', label: 'Make a short link', primary: true,
    needs: LOCAL.test(location.host)
      ? 'to reach this server. This address reaches this machine only; elsewhere the port can be '
        + 'forwarded (ssh -L).'
      : 'to reach this server.',
    make: async () => {
      const { href } = await api.compare(body(what, words));
      return [linkBox(location.origin + href),
        note('The same view always has this link. It survives restarts and does not expire. '
          + 'It is listed under Links.')];
    },
  });
}

const toText = (bytes) => Array.from(bytes, (b) => String.fromCharCode(b)).join('');

async function portableLink(what, words) {
  const networks = await Promise.all(what.networks.map(async ({ id, options }) => {
    const [{ network, defaults }, bytes] = await Promise.all([api.network(id),
      api.sourceBytes(id)]);
    return { name: network.file, id: network.id, bytes: toText(bytes), options,
      own: complete(options) ? {} : defaults };
  }));
  const query = String(what.view?.query ?? '').replace(/^\?/, '');
  const packed = await pack({ networks, title: words.title(), note: words.note(), query,
    baseline: what.baseline ?? 0 });
  return `http://localhost:8642/#z=${packed}`;
}

function portableKind(what, words) {
  return kind({
    title: 'Link with the networks inside', label: 'Make a link that carries the networks',
    needs: 'their own netweight. The networks are in the part of the link that is never sent '
      + 'to a server.',
    make: async () => {
      const url = await portableLink(what, words);
      return [linkBox(url), note(lengthWords(url.length))];
    },
  });
}

/** A file name out of the title. */
const named = (words, ending) => `${words.title().slice(0, 80) || 'netweight'}.${ending}`;

function singleKind(what, words) {
  return kind({
    title: 'Page as a file', label: 'Save the page',
    needs: 'a browser, nothing else. It works offline, holds the original files, and can be '
      + 'dropped on a netweight.',
    make: async () => {
      const page = await api.single(body(what, words));
      save(named(words, 'html'), 'text/html', page);
      return note(`Saved: ${integer(page.size)} bytes, for mail, tickets and wikis.`);
    },
  });
}

function bundleKind(what, words) {
  return kind({
    title: 'Bundle', label: 'Save a bundle',
    needs: 'netweight, or a program that reads JSON: drop it on a dashboard, or netweight import.',
    make: async () => {
      const { id } = await api.compare(body(what, words));
      const file = await api.bundle({ link: id });
      save(named(words, 'json'), 'application/json', file);
      return note(`Saved: ${integer(file.size)} bytes. Its link is listed under Links here.`);
    },
  });
}

const DAYS = [[1, '1 day'], [7, '7 days'], [30, '30 days'], [365, '1 year']];

function networkKind(what, words, { address }) {
  const title = 'Link on the network';
  if (!address) {
    return h('section', { class: 'kind' }, h('h3', { text: title }),
      note('For whoever reaches this machine on the network. '
      + 'It needs a read-only address beside this one: start netweight with --share ADDRESS.'));
  }
  const days = h('select', { 'aria-label': 'Expires after' },
    DAYS.map(([n, text]) => h('option', { value: String(n), text, selected: n === 30 })));
  return kind({
    title, label: 'Make a link on the network', beside: h('label', { class: 'check' }, 'for ',
      days),
    needs: `to reach ${address.replace('http://', '')}. Whoever has the link can read it until `
      + 'it expires; it is plain http.',
    make: async () => {
      const { href, expires } = await api.share({ ...body(what, words), days: Number(days.value) });
      return [linkBox(href),
        note(`It opens until ${date(expires)}, and is told only now. Take it back under Links.`)];
    },
  });
}

/** What can be done from here: all of it on a server, less in a page of its own. */
export async function kinds() {
  if (api.readonly) return [portableKind];
  const { address } = await api.shares().catch(() => ({}));
  return [shortKind, portableKind, singleKind, bundleKind, (what, words) =>
    networkKind(what, words, { address })];
}
