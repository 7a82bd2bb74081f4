/** Bundled networks that were deleted here, to be brought back. */

import { api } from '../../api.js';
import { button, h, replace } from '../../dom.js';
import { toast } from '../../widgets/toast.js';

/** @param {HTMLElement} host @param {() => void} changed the list has changed */
export async function deletedBundled(host, changed) {
  const { zoo = [] } = await api.catalogue('zoo').catch(() => ({}));
  const gone = zoo.filter((n) => !n.present);
  async function back(n) {
    try {
      await api.restore(n.file);
      toast(`${n.title} is back`);
      changed();
    } catch (error) { toast(error.message); }
  }
  host.hidden = !gone.length;
  replace(host, h('span', { class: 'note', text: 'Bundled networks that were deleted:' }),
    gone.map((n) => button(n.title, () => back(n),
      { class: 'link', title: `Bring ${n.title} back` })));
}
