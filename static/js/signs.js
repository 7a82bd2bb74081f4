/** What stands before a figure that is not exact. */

/** By whether something unknown is missing, and whether it rests on a fault. */
export function signOf(lower, doubtful) {
  if (doubtful) return lower ? '≳' : '≈';
  return lower ? '≥' : '';
}

export const isLower = (sign) => sign === '≥' || sign === '≳';
export const isDoubtful = (sign) => sign === '≈' || sign === '≳';

/** The sign of a sum. */
export function joinSigns(signs) {
  return signOf(signs.some(isLower), signs.some(isDoubtful));
}

/** In front of a figure: with a space. */
export const before = (sign) => (sign ? `${sign} ` : '');

export const SIGNS = {
  '≥': 'a lower bound: something is unknown',
  '≈': 'likely: it rests on what follows from an error or from an assumption that does not fit',
  '≳': 'something is unknown, and the rest follows from an error or a wrong assumption',
};
