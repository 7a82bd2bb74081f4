import { short } from '../format.js';

export const macs = {
  id: 'macs',
  title: 'Arithmetic',
  unit: () => 'MACs',
  base: () => 1000,
  value: (row) => row.macs,
  words: (v) => `${short(v)} MACs`,
  tick: (v) => short(v),
  cell: (v) => short(v),
  about: () => 'multiply-accumulates of the whole batch; 1 MAC = 2 FLOPs',
};
