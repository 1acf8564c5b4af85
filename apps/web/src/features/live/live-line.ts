import type { RealtimeClient } from '@livestreamer/client';
import type { Clock, Timer } from '@livestreamer/clock';
import { createCell, type Store } from '../../lib/store.ts';

/** Whether news come: `lost` means that what the page shows may be old. */
export type LineState = 'up' | 'lost';

/** Shorter losses (the server restarts, the phone changes cells) are mended before anybody must know. */
export const LINE_GRACE_MS = 3_000;

interface LiveLineOptions {
  readonly realtime: Pick<RealtimeClient, 'state' | 'onState'>;
  readonly clock: Clock;
}

/** The state of the realtime connection, as far as a person cares. Watches for as long as the client lives. */
export const createLiveLine = ({ realtime, clock }: LiveLineOptions): Store<LineState> => {
  const cell = createCell<LineState>('up');
  let grace: Timer | null = null;

  const look = (): void => {
    const state = realtime.state();
    if (state === 'open') {
      grace?.cancel();
      grace = null;
      cell.set('up');
    } else if (state !== 'connecting') {
      grace ??= clock.after(LINE_GRACE_MS, () => cell.set('lost'));
    }
  };
  realtime.onState(look);
  look();
  return cell;
};
