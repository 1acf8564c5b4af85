import type { LiveBroadcast } from '@livestreamer/contracts';
import type { LineState } from './live-line.ts';

/** What a station's page says. `unreachable`: nothing is known for sure, the server does not answer. */
export type Air = 'off-air' | 'live' | 'reconnecting' | 'unreachable';

/** A lost line comes before all that was known. */
export const airOf = (live: LiveBroadcast | null | undefined, line: LineState): Air => {
  if (line === 'lost') return 'unreachable';
  return live?.state ?? 'off-air';
};
