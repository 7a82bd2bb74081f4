/** Fewer than two networks: choose more. */

import { api } from '../../api.js';
import { button, h, replace } from '../../dom.js';
import { short } from '../../format.js';
import { go } from '../../router.js';
import { failure } from '../../widgets/problem.js';
import { answers } from '../home/columns.js';
import { encodeEntry } from './entries.js';

function choice(n, chosen, changed) {
  return h('label', { class: 'choice' },
    h('input', { type: 'checkbox', checked: chosen.has(n.id), on: { change: (e) => {
      if (e.target.checked) chosen.set(n.id, { id: n.id, options: {} });
      else chosen.delete(n.id);
      changed();
    } } }), h('span', { text: n.name }),
      h('small', { class: 'note', text: `${short(answers(n).params)} parameters` }));
}

/** @param {{id, options}[]} entries what the address already names */
export async function choose(main, entries, live) {
  const answer = await api.networks({ limit: 200 }).catch((error) => ({ error }));
  if (!live()) return {};
  if (answer.error) {
    replace(main, failure(answer.error));
    return {};
  }
  const chosen = new Map(entries.map((e) => [e.id, e]));
  const compare = () => go(`/compare?n=${[...chosen.values()].map(encodeEntry).join(',')}`);
  const act = button('Compare', compare, { class: 'primary' });
  const changed = () => {
    act.disabled = chosen.size < 2 || chosen.size > 8;
    act.textContent = chosen.size > 1 ? `Compare ${chosen.size}` : 'Compare';
  };
  changed();
  replace(main, h('div', { class: 'page choose' },
    h('header', { class: 'pagehead' },
      h('div', { class: 'titles' }, h('h1', { text: 'Compare networks' }),
      h('p', { class: 'meta',
        text: 'Choose two to eight. The first one is the baseline; it can be changed later.' })),
    act),
    h('div', { class: 'choices card' }, answer.networks.map((n) => choice(n, chosen, changed)))));
  return { keys: { compare: () => !act.disabled && compare() } };
}
