/** Files on their way: progress, the answer, or what is wrong with them. */

import { api } from '../../api.js';
import { button, h, icon, replace } from '../../dom.js';
import { integer, short, size } from '../../format.js';
import { messages, NOT_A_NETWORK, problems } from '../../widgets/problem.js';
import { answers } from './columns.js';
import { solverLines } from './solver.js';

const AT_ONCE = 4;
const MOST_BYTES = 8 * 1024 * 1024;

function doneLine(network, existed) {
  const a = answers(network);
  return [h('a', { href: network.href ?? `/n/${network.id}`, text: network.name }),
    h('span', { text: `${integer(a.layers)} layers` }),
    h('span', { text: `${integer(a.params)} parameters` }),
    h('span', { text: `${size(a.memory_bytes)} forward` }),
    h('span', { text: `${short(a.macs_per_item)} MACs` }),
    a.phase && h('small', { class: 'note', text: `in phase ${a.phase}` }),
    existed && h('small', { class: 'tag', text: 'was already here' })];
}


function tooLarge(file) {
  return { message: `The file has ${integer(file.size)} bytes; at most 8 MiB are taken over HTTP. `
    + 'The command line takes more: netweight analyze FILE.', detail: {} };
}

/** The lines that messages are about, out of the file that was sent. */
async function addSource(messages, file) {
  if (!messages.some((d) => d.line > 0)) return;
  const lines = (await file.text()).split('\n');
  for (const d of messages) d.source ??= lines[d.line - 1]?.slice(0, 400);
}

/** One file's line and what sends it. */
function entry(file, changed) {
  const bar = h('progress', { max: '1', value: '0', 'aria-label': `Sending ${file.name}` });
  const body = h('div', { class: 'answer' }, bar);
  const el = h('li', { class: 'upload' }, h('span', { class: 'file', text: file.name }), body,
    button(icon('close'), () => { el.remove(); changed(); },
      { class: 'quiet', 'aria-label': `Dismiss ${file.name}` }));

  const own = { solver: null };
  async function failed(error) {
    el.classList.add('failed');
    await addSource(error.detail.diagnostics ?? [error.detail], file);
    const other = error.detail.diagnostics?.some((d) => d.code === NOT_A_NETWORK);
    const keep = error.status === 422 && !other
      && button('Keep it all the same', () => send(true), { class: 'link' });
    replace(body, problems(error, 5), keep);
  }
  /** Networks that came with it are known when all are here. */
  function showSolver(solver) {
    own.solver = solver;
    replace(body, solverLines(solver));
  }
  async function settle() {
    if (!own.solver) return;
    const { solvers } = await api.solvers().catch(() => ({ solvers: [] }));
    const now = solvers.find((s) => s.id === own.solver.id);
    if (now) replace(body, solverLines(now));
  }
  async function send(keep = false) {
    if (file.size > MOST_BYTES) return failed(tooLarge(file));
    try {
      const { network, solver, existed, diagnostics = [] } = await api.upload(file,
        { keep, progress: (x) => { bar.value = x; } });
      el.classList.remove('failed');
      if (solver) return showSolver(solver);
      const told = network.status === 'complete' && network.caffe_loads ? [] : diagnostics;
      await addSource(told, file);
      replace(body, doneLine(network, existed), told.length > 0 && messages(told, 5));
    } catch (error) { failed(error); }
    return undefined;
  }
  return { el, send, settle };
}

/** stored(): the list has changed. */
export function uploads(stored) {
  const list = h('ul', { class: 'plain' });
  const element = h('section', { class: 'uploads', 'aria-live': 'polite', hidden: true }, list);
  const changed = () => { element.hidden = !list.children.length; };
  async function take(files) {
    const entries = files.map((f) => entry(f, changed));
    list.prepend(...entries.map((e) => e.el));
    changed();
    for (let i = 0; i < entries.length; i += AT_ONCE) {
      await Promise.all(entries.slice(i, i + AT_ONCE).map((e) => e.send()));
      stored();
    }
    await Promise.all(entries.map((e) => e.settle()));
  }
  return { element, take };
}
