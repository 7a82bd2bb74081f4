import { failure } from '../widgets/problem.js';
import { replace } from '../dom.js';

export function mountNotFound(main) {
  document.title = 'Not found – netweight';
  replace(main, failure({ message: '', status: 404 }, 'There is no such page'));
  return {};
}
