import type { LiveBroadcast } from '@livestreamer/contracts';

/** What a station's page says. `unreachable`: nothing is known for sure, the server does not answer. */
export type Air = 'off-air' | 'live' | 'reconnecting' | 'unreachable';

/** A server that says nothing, neither by realtime nor by REST, comes before all that was known. */
export const airOf = (live: LiveBroadcast | null | undefined, isSilent: boolean): Air =>
  isSilent ? 'unreachable' : (live?.state ?? 'off-air');
