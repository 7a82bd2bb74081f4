/** Files dropped anywhere on the page, or chosen, or pasted. */

import { h } from '../dom.js';

function carriesFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes('Files');
}

/** Calls take(File[]). */
export function watchDrops(take) {
  const on = (type, f) => document.addEventListener(type, f);
  let depth = 0;
  const shade = (d) => {
    depth = Math.max(0, d);
    document.documentElement.classList.toggle('dropping', depth > 0);
  };
  on('dragenter', (e) => carriesFiles(e) && shade(depth + 1));
  on('dragleave', (e) => carriesFiles(e) && shade(depth - 1));
  on('dragover', (e) => carriesFiles(e) && e.preventDefault());
  on('drop', (e) => {
    if (!carriesFiles(e)) return;
    e.preventDefault();
    shade(0);
    take([...e.dataTransfer.files]);
  });
  on('paste', (e) => {
    const text = e.clipboardData?.getData('text/plain') ?? '';
    if (e.target.closest('input, textarea') || !text.includes('{')) return;
    take([new File([text], 'pasted.prototxt', { type: 'text/plain' })]);
  });
}

/** The visible zone with its button. */
export function dropZone(take) {
  const input = h('input', { type: 'file', multiple: true, id: 'files', class: 'hidden-input',
    on: { change: () => { take([...input.files]); input.value = ''; } } });
  return h('div', { class: 'dropzone' },
    h('p', { class: 'lead' }, 'Drop ', h('code', { text: '.prototxt' }),
      ' files anywhere on this page, or ',
      h('label', { for: 'files', class: 'button primary' }, 'choose files'), input),
    h('p', { class: 'note', text: 'Deploy, train_val, V0, V1 or today’s format, several at once. '
      + 'They stay on this machine.' }));
}
