/** Layer types that netweight does not know, and what users say about them. */

import { api } from '../../../api.js';
import { button, h, replace } from '../../../dom.js';
import { plural } from '../../../format.js';
import { keep, subject, withRule, withoutRule } from './keep.js';
import { ruleForm } from './ruleform.js';

/** Unknown types in the order of the file: {type, python, layers}; Python layers by
 *  their class. */
export function unknownTypes(layers) {
  const types = new Map();
  for (const layer of layers.filter((l) => l.known === false)) {
    const { type, python = '' } = layer, key = `${type} ${python}`;
    if (!types.has(key)) types.set(key, { type, python, layers: [] });
    types.get(key).layers.push(layer);
  }
  return [...types.values()];
}

/** Keeps a rule where it belongs: for all networks, or for this one. */
async function save(network, text, forLayer) {
  if (forLayer) await keep(network.id, withRule(network.options ?? {}, text));
  else await api.putRule(text);
}

async function remove(network, rule) {
  if (rule.layer === undefined) await api.removeRule(rule.type ?? subject(rule.text));
  else await keep(network.id, withoutRule(network.options ?? {}, rule.text));
}

const titleOf = ({ type, python }) => (python ? `Python: ${python}` : type || '(no type)');

function where({ layers }, jump) {
  return [plural(layers.length, 'layer'), ', first ',
    button(`line ${layers[0].line}`, () => jump(layers[0].line), { class: 'link' })];
}

function unknown(entry, open, network, model, act) {
  const title = h('code', { text: titleOf(entry) });
  if (act.fixed) return h('p', {}, title, ': ', where(entry, act.jump));
  const form = ruleForm({ ...entry, network, model, options: act.options,
    save: async (text, forLayer) => { await save(network, text, forLayer); await act.refresh();
      } });
  return h('details', { class: 'asked', open },
    h('summary', {}, title, ' ',
      h('span', { class: 'note' }, where(entry, act.jump))), form);
}

/** A rule in force: its text, how often it was used, and how to change it. */
function inForce(rule, network, model, act) {
  const host = h('div', { class: 'kept' });
  const told = h('span', { class: 'told', role: 'status' });
  const layers = model.doc.layers.filter((l) => l.rule === rule.text);
  const name = rule.type ?? rule.python ?? rule.layer;
  const edit = () => replace(host,
    ruleForm({ type: layers[0]?.type ?? '', layers, network, model, options: act.options,
      text: rule.text,
    save: async (text, forLayer) => { await save(network, text, forLayer); await act.refresh();
      }, cancel: show }));
  const drop = async () => {
    await remove(network, rule).then(act.refresh).catch((error) => replace(told, error.message));
  };
  function show() {
    replace(host, h('code', { text: rule.text }), ' ',
      h('span', { class: 'note', text: plural(rule.applied, 'layer') }), ' ',
      !act.fixed && [button('Edit', edit,
        { class: 'link', 'aria-label': `Edit the rule for ${name}` }),
        button('Remove', drop, { class: 'link', 'aria-label': `Remove the rule for ${name}` })],
          told);
  }
  show();
  return host;
}

export function askRules(network, model, act) {
  const types = unknownTypes(model.doc.layers);
  const rules = model.doc.rules ?? [];
  if (!types.length && !rules.length) return null;
  return h('section', { class: `banner ask rules${types.length ? ' warn' : ''}` },
    types.length > 0 && [h('p', {},
      h('strong', { text: `${plural(types.length, 'layer type')} unknown.` }),
      ' Whatever depends on it has no figures, and totals are lower bounds. Say what it does:'),
      types.map((t, i) => unknown(t, i === 0 && types.length < 4, network, model, act))],
    rules.length > 0 && [h('p', {},
      h('strong', { text: rules.length > 1 ? 'Rules that figures rest on'
        : 'A rule that figures rest on' })),
      rules.map((r) => inForce(r, network, model, act))]);
}
