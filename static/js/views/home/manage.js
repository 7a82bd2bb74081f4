import { api } from '../../api.js';
import { button, h } from '../../dom.js';
import { plural } from '../../format.js';
import { ask, openDialog } from '../../widgets/dialog.js';
import { toast } from '../../widgets/toast.js';

/** Resolves to true when something changed. */
export function renameNetwork(network) {
  return new Promise((resolve) => {
    let done = false;
    const input = h('input', { type: 'text', value: network.name, maxlength: '200',
      'aria-label': 'Name' });
    const form = h('form', { class: 'ask', on: { submit: save } }, input,
      h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, 'Rename')));
    const dialog = openDialog('Rename', form);
    input.select();
    dialog.addEventListener('close', () => resolve(done));
    async function save(event) {
      event.preventDefault();
      try {
        await api.rename(network.id, input.value.trim());
        done = true;
        dialog.close();
      } catch (error) { toast(error.message); }
    }
  });
}

export async function removeNetwork(network) {
  const { links = 0 } = await api.network(network.id).catch(() => ({}));
  const [uses, stays, was, asks] = links === 1 ? ['uses', 'it stays', 'it was', 'asks']
    : ['use', 'they stay', 'they were', 'ask'];
  const words = links ? `${plural(links, 'shared link')} ${uses} it: ${stays}, with the figures `
    + `of the day ${was} made, and ${asks} for this file.`
    : 'No shared link uses it.';
  const back = network.origin === 'zoo'
    ? ' It is bundled and can be brought back below the list.' : '';
  if (!await ask('Delete', `Delete ${network.name}? ${words}${back}`, 'Delete')) return false;
  try {
    await api.remove(network.id);
    toast(`${network.name} is deleted`);
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}
