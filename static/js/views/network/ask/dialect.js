/** Which fork of Caffe a file is for, where forks disagree about what it says. */

import { h, replace } from '../../../dom.js';
import { keep } from './keep.js';

const assumed = (doc) => doc.diagnostics.filter((d) => d.code === 'dialect-assumed');

/** The forks between which there is something to choose. */
function choices(doc) {
  return doc.dialect_choices ?? [];
}

export function askDialect(network, model, act) {
  const notes = assumed(model.doc);
  const chosen = network.options?.dialect ?? '';
  if (!notes.length && !chosen) return null;
  const told = h('p', { class: 'told', role: 'status' });
  const select = h('select',
    { 'aria-label': 'Fork of Caffe', on: { change: () => choose(select.value) } },
    h('option', { value: '', text: 'as it looks', selected: !chosen }),
    choices(model.doc).map((d) =>
      h('option', { value: d.key, text: d.title, selected: d.key === chosen })));
  async function choose(dialect) {
    await keep(network.id, { ...network.options, dialect }).then(act.refresh)
      .catch((error) => replace(told, error.message));
  }
  return h('section', { class: 'banner ask dialect' },
    h('strong', { text: chosen ? 'Read as you said.'
      : 'Forks of Caffe disagree about this file.' }), ' ',
    notes.map((d) => h('p', { text: d.message })),
    !act.fixed && h('label', { class: 'check' }, 'Read it as ', select), told);
}
