/** Arithmetic for each byte moved: what a layer is limited by. */
export const intensity = {
  id: 'intensity',
  title: 'FLOPs per byte',
  unit: () => '',
  base: () => 1000,
  value: (row) => row.intensity,
  words: (v) => `${v < 10 ? v.toFixed(2) : v.toFixed(1)} FLOPs/B`,
  tick: (v) => String(Math.round(v * 100) / 100),
  cell: (v) => v.toFixed(2),
  about: () => 'floating-point operations per byte moved at least: bottoms and parameters read '
    + 'once, tops written once',
  apart: true,
  only: true,
};
