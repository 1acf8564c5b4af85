/** A number from 0 to 1 that looks like chance and is always the same for the same words (FNV-1a, 32 bit). */
const noise = (seed: string): number => {
  let hash = 0x811c9dc5;
  for (const letter of seed) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 0xffffffff;
};

/** Heights of the bars from 0 to 1: each broadcast has a skyline of its own. Slow hills with quick peaks on them. */
export const skylineLevels = (seed: string, count: number): number[] => {
  const phase = noise(`${seed}/phase`) * Math.PI * 2;
  const hills = 1.5 + noise(`${seed}/hills`) * 2;
  return Array.from({ length: count }, (_, index) => {
    const hill = 0.5 + 0.5 * Math.sin(phase + (index / count) * Math.PI * 2 * hills);
    const peak = noise(`${seed}/${index}`);
    return Math.min(1, 0.1 + 0.4 * hill + 0.5 * peak * (0.35 + 0.65 * hill));
  });
};
