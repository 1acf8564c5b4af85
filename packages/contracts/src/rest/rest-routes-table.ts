import { setUp, setUpState, signIn, signOut, whoAmI } from './rest-accounts.ts';
import { getBroadcast } from './rest-broadcasts.ts';
import type { Route } from './rest-route.ts';
import { getStation, listStations } from './rest-stations.ts';

/** Every REST route there is, by name. The server registers all of it; a test walks it. */
export const ROUTES = {
  setUpState,
  setUp,
  signIn,
  signOut,
  whoAmI,
  listStations,
  getStation,
  getBroadcast,
} as const satisfies Record<string, Route>;
