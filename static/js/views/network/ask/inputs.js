/** Shapes that the file does not hold: of inputs, of what Python code makes, and of what
 *  only a run of the network counts. */

import { button, h, replace } from '../../../dom.js';
import { shape } from '../../../format.js';
import { keep, splitInput, withInput } from './keep.js';

const SHAPE = /^\d+([x,]\d+)*$/;

function form(label, value, words, save) {
  const told = h('p', { class: 'told', role: 'status' });
  const input = h('input', { type: 'text', value, 'aria-label': `Shape of ${label}`,
    placeholder: '1x3x224x224', spellcheck: 'false' });
  const use = button('Use this shape', () => submit(), { class: 'primary' });
  const plain = () => input.value.trim().replaceAll(' ', '').replaceAll('×', 'x');
  function check() {
    const good = SHAPE.test(plain());
    use.disabled = !good;
    replace(told, good ? '' : 'A shape is whole numbers: 1x3x224x224.');
    return good;
  }
  async function submit() {
    if (!check()) return;
    use.disabled = true;
    await save(plain()).catch((error) => replace(told, error.message));
    use.disabled = false;
  }
  input.addEventListener('input', check);
  return h('form', { class: 'askrow', on: { submit: (e) => { e.preventDefault(); submit(); } } },
    h('label', {}, h('code', { text: label }), ' ', input), use,
    words && h('span', { class: 'note', text: words }), told);
}

/** Tops of Input layers that have no shape at all. */
function unshaped(model) {
  return model.doc.layers.filter((l) => l.type === 'Input').flatMap((l) => l.tops)
    .filter((t) => t.count === 0 && t.shape?.length === 0)
      .map((t) => ({ kind: 'input', top: t.name, shape: [], why: 'the file gives it no shape' }));
}

/** What was answered before, and can be taken back. */
function remembered(network, save) {
  const kept = [network.options?.input ?? []].flat().map(splitInput);
  return kept.map(([top, text]) => h('p', { class: 'kept' }, h('code', { text: top }),
    ` is ${text.replaceAll('x', '×')}, as you said. `,
    button('Forget', () => save(top, ''),
      { class: 'link', 'aria-label': `Forget the shape of ${top}` })));
}

const KINDS = {
  input: {
    title: 'The file does not say what comes in.',
    text: ' All figures that depend on it rest on what is assumed here.',
    words: (a) => `${a.shape.length ? `is taken as ${shape(a.shape)}: ` : ''}${a.why}`,
  },
  module: {
    title: 'Python code that is not in the file makes some shapes.',
    text: ' They are taken to be what these modules make elsewhere.',
    words: (a) => `is taken as ${shape(a.shape)}: ${a.what}`,
  },
  run: {
    title: 'Known only when the network runs.',
    text: ' Caffe counts one of each when it makes the network, and so do the figures here. '
      + 'Say how many there will be to see what the layers after them cost.',
    words: (a) => `is counted as ${shape(a.shape)}: ${a.what}`,
  },
};

/** What is assumed for one reason. */
function asked(kind, list, act, save) {
  if (!list.length) return null;
  const { title, text, words } = KINDS[kind];
  return [h('p', {}, h('strong', { text: title }), text),
    list.map((a) => (act.fixed ? h('p', {}, h('code', { text: a.top }), ` ${words(a)}`)
      : form(a.top, a.shape.join('x'), words(a), (value) => save(a.top, value))))];
}

export function askInputs(network, model, act) {
  const open = [...model.doc.assumptions, ...unshaped(model)];
  const save = async (top, text) => {
    await keep(network.id, withInput(network.options ?? {}, top, text));
    await act.refresh();
  };
  const kept = act.fixed ? [] : remembered(network, save);
  if (!open.length && !kept.length) return null;
  return h('section', { class: 'banner ask inputs' },
    Object.keys(KINDS).map((kind) =>
      asked(kind, open.filter((a) => (a.kind ?? 'input') === kind), act, save)), kept);
}
