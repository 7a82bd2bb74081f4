import { button, h, icon } from '../dom.js';

/** Opens a modal dialog that removes itself when closed. */
export function openDialog(title, content, { wide = false } = {}) {
  const close = button(icon('close'), () => dialog.close(),
    { class: 'quiet', 'aria-label': 'Close' });
  const dialog = h('dialog', { class: wide ? 'wide' : '', 'aria-label': title },
    h('header', {}, h('h2', { text: title }), close), content);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (e) => e.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks; resolves to true or false. */
export function ask(title, sentence, action) {
  return new Promise((resolve) => {
    const yes = button(action, () => { done = true; dialog.close(); }, { class: 'danger' });
    const no = button('Cancel', () => dialog.close());
    let done = false;
    const dialog = openDialog(title, h('div', { class: 'ask' },
      h('p', { text: sentence }), h('div', { class: 'actions' }, no, yes)));
    dialog.addEventListener('close', () => resolve(done));
    no.focus();
  });
}
