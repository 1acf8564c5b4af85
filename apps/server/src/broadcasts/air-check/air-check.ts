import type { LevelEvents } from '../../audio/index.ts';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import type { TypedEvents } from '../../platform/index.ts';
import { type AirCheckRoutesOptions, airCheckRoutes } from './air-check-routes.ts';
import { createDeadAirLetters, type DeadAirLettersOptions } from './dead-air-letters.ts';

/** Tells broadcasters what the server hears of them: silence above all. */
export interface AirCheckDesk {
  heed(levels: TypedEvents<LevelEvents>): void;
  routes(registrar: RouteRegistrar): void;
}

export const createAirCheck = (options: AirCheckRoutesOptions & DeadAirLettersOptions): AirCheckDesk => {
  const letters = createDeadAirLetters(options);
  return {
    heed: (levels) => void letters.heed(levels),
    routes: airCheckRoutes(options),
  };
};
