/** Beside the table: the chosen layer, and the file at its line. */

import { api } from '../../api.js';
import { button, h, icon, replace } from '../../dom.js';
import { sourceView } from '../../widgets/source.js';
import { layerDetail } from './detail.js';

/** @param {{set, close, before(row): object}} act before: a layer without the what-if */
export function sidePanel(model, id, act) {
  const detail = h('div', {});
  const file = h('section', { class: 'filebox' });
  const element = h('aside', { class: 'side', 'aria-label': 'Layer and source' }, detail, file);
  let view = null, loading = null;

  function source() {
    loading ??= api.source(id).then((text) => {
      view = sourceView(text);
      replace(file, h('header', {}, h('h3', { text: model.doc.network.file || 'Source' }),
        button(icon('close'), () => act.set({ src: false }, true),
          { class: 'quiet', 'aria-label': 'Close the source' })),
      view.element);
    }).catch((error) => { replace(file, h('p', { class: 'note', text: error.message })); });
    return loading;
  }
  return {
    element,
    update(state) {
      const row = model.rows[state.sel];
      element.hidden = !row && !state.src;
      file.hidden = !state.src;
      replace(detail, row && layerDetail(row, model, state,
        { close: () => act.set({ sel: -1 }) }, act.before(row)));
      if (state.src) source().then(() => view?.light(row?.line > 0 ? row.line : 0));
    },
    load(next) { model = next; },
    jump: (line) => source().then(() => view?.light(line)),
    close: () => view?.close(),
  };
}
