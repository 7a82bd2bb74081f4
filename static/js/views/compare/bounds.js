/** What is known of a difference between two figures, of which each may be a lower bound. */

import { isDoubtful } from '../../signs.js';

/** '' known, '≥' at least, '≤' at most, '?' nothing; of the figures' signs. */
export function boundOf(sign, baseSign) {
  if (isDoubtful(sign) || isDoubtful(baseSign)) return '?';
  if (sign) return baseSign ? '?' : '≥';
  return baseSign ? '≤' : '';
}

export const BOUNDS = {
  '≥': 'at least: something is missing from this figure',
  '≤': 'at most: something is missing from the baseline’s figure',
  '?': 'not known: something is missing from both figures, or follows from an error',
};
