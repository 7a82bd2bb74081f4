/** Dropped files that are bundles, or pages with one inside, give what they hold. */

import { api } from '../api.js';
import { plural } from '../format.js';
import { go } from '../router.js';
import { parts } from '../share/parts.js';
import { toast } from './toast.js';

const MARK = /"schema":\s*"netweight\.bundle\/1"/;

async function isBundle(file) {
  return /\.(json|html?)$/i.test(file.name) && MARK.test(await file.text());
}

function words({ stored, present }) {
  const count = ({ networks, links }) =>
    `${plural(networks, 'network')} and ${plural(links, 'link')}`;
  const there = present.networks + present.links > 0 ? `; ${count(present)} were here already` : '';
  return `Stored ${count(stored)}${there}`;
}

const KINDS = ['networks', 'links'];

/** What came of all parts. */
function sum(answers) {
  const total = (key) => Object.fromEntries(KINDS.map((kind) =>
    [kind, answers.reduce((n, a) => n + a[key][kind], 0)]));
  return { stored: total('stored'), present: total('present'), href: answers.at(-1).href };
}

/** A file that has no JSON in it is told by the server. */
async function sent(file) {
  let list = [file];
  try { list = parts(await file.text()); } catch { /* as it is */ }
  const answers = [];
  for (const one of list) answers.push(await api.takeBundle(one));
  return sum(answers);
}

async function take(file) {
  try {
    const answer = await sent(file);
    toast(`${file.name}: ${words(answer)}`);
    return answer.href;
  } catch (error) {
    toast(`${file.name}: ${error.message}`);
    return null;
  }
}

/** Takes the bundles among the files and opens the last one; gives back the rest. */
export async function takeBundles(files) {
  const bundles = await Promise.all(files.map(isBundle));
  let href = null;
  for (const file of files.filter((_, i) => bundles[i])) href = await take(file) ?? href;
  if (href) await go(href);
  return files.filter((_, i) => !bundles[i]);
}
