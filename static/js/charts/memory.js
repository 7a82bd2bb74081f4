import { size } from '../format.js';
import { MEMORY } from '../model.js';

/** What each layer's outputs take, in the chosen definition of memory. */
export const memory = {
  id: 'memory',
  title: 'Forward memory',
  unit: (s) => s.units,
  base: (s) => (s.units === 'MB' ? 1000 : 1024),
  value: (row, s) => row.memory[s.mem],
  words: (v, s) => size(v, s.units),
  about: (s) => `${MEMORY[s.mem].title}: ${MEMORY[s.mem].text}`,
};
