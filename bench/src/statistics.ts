/** The smallest value that this share of all, in percent, do not exceed (nearest rank). Throws for none. */
export const percentile = (values: readonly number[], percent: number): number => {
  const found = values.toSorted((a, b) => a - b)[Math.max(Math.ceil((values.length * percent) / 100) - 1, 0)];
  if (found === undefined) throw new Error('A percentile of nothing was asked for.');
  return found;
};

/** The middle one, or the mean of the middle two. Throws for none. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('The median of nothing was asked for.');
  return (lower + upper) / 2;
};
