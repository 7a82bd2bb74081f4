import { h, replace } from '../dom.js';

export function mountNotFound(main) {
  document.title = 'Not found – netweight';
  replace(main, h('section', { class: 'page failure' }, h('h1', { text: 'There is no such page' }),
    h('p', {}, h('a', { href: '/' }, 'All networks'))));
  return {};
}
