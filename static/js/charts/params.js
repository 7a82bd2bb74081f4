import { integer, short } from '../format.js';

export const params = {
  id: 'params',
  title: 'Parameters',
  unit: () => '',
  base: () => 1000,
  value: (row) => row.params,
  words: (v) => integer(v),
  tick: (v) => short(v),
  about: () => 'learnable values that a layer stores',
};
