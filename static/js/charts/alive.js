import { size } from '../format.js';

/** The timeline of the peak: what is alive while each layer runs. */
export const alive = {
  id: 'alive',
  title: 'Alive',
  unit: (s) => s.units,
  base: (s) => (s.units === 'MB' ? 1000 : 1024),
  value: (row) => row.memory.live,
  words: (v, s) => size(v, s.units),
  about: () => 'everything that is alive while the layer runs; the highest bar is the peak',
  /** Amounts at different times do not add up. */
  apart: true,
  marks: true,
};
