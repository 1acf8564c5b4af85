import type { UplinkState } from '../uplink/uplink-state.ts';

/**
 * The lines that scripts wait for. Each begins with one of `on air`, `reconnecting`, `waiting`; a line comes
 * when something is new, not at each attempt.
 */
export const createUplinkNews = (): ((state: UplinkState) => string | null) => {
  let wasOnAir = false;
  let last: string | null = null;

  const lineOf = (state: UplinkState): string | null => {
    if (state.kind === 'on-air') return 'on air';
    if (state.kind !== 'waiting') return null;
    return `${wasOnAir ? 'reconnecting' : 'waiting'}: ${state.why}`;
  };

  return (state) => {
    const line = lineOf(state);
    wasOnAir ||= state.kind === 'on-air';
    if (line === null || line === last) return null;
    last = line;
    return line;
  };
};
