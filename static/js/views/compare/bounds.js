/** What is known of a difference between two figures, of which each may be a lower bound. */

/** '' known, '≥' at least, '≤' at most, '?' nothing. */
export function boundOf({ lower, baseLower }) {
  if (lower) return baseLower ? '?' : '≥';
  return baseLower ? '≤' : '';
}

export const BOUNDS = {
  '≥': 'at least: something is missing from this figure',
  '≤': 'at most: something is missing from the baseline’s figure',
  '?': 'not known: something is missing from both figures',
};
