import type { Clock, Timer } from '@livestreamer/clock';
import { CLOSE } from '@livestreamer/contracts';
import type { RealtimeConnection } from './realtime-connection.ts';
import type { RealtimePerson } from './realtime-person.ts';

/**
 * Asks anew who is behind connections, one after the other, and closes those that are somebody else by now. News of changes were perhaps missed, and most
 * people have not changed: closing everybody would make thousands come back at once.
 */
export interface IdentityRecheck {
  /** Takes these on as well. */
  begin(connections: Iterable<RealtimeConnection>): void;
  stop(): void;
}

interface IdentityRecheckOptions {
  /** Whose cookie it is by now; fails when that cannot be found out. */
  readonly identify: (cookie: string | null) => Promise<RealtimePerson | null>;
  readonly clock: Clock;
}

/** While it cannot be found out, it is asked again so often. */
const RETRY_MS = 5_000;

export const createIdentityRecheck = ({ identify, clock }: IdentityRecheckOptions): IdentityRecheck => {
  const doubtful = new Set<RealtimeConnection>();
  let retry: Timer | null = null;
  let asking = false;

  const check = async (connection: RealtimeConnection): Promise<void> => {
    doubtful.delete(connection); // before the question: a change that comes while it is asked makes it doubtful again
    try {
      if (connection.isOpen && !isSame(await identify(connection.cookie), connection.person))
        connection.close(CLOSE.IDENTITY_CHANGED);
    } catch (error) {
      doubtful.add(connection);
      throw error;
    }
  };

  const run = async (): Promise<void> => {
    if (asking || retry) return;
    asking = true;
    try {
      for (const connection of doubtful) await check(connection);
    } catch {
      retry = clock.after(RETRY_MS, () => {
        retry = null;
        void run();
      });
    } finally {
      asking = false;
    }
  };

  return {
    begin: (connections) => {
      for (const connection of connections) doubtful.add(connection);
      void run();
    },
    stop: () => {
      doubtful.clear();
      retry?.cancel();
      retry = null;
    },
  };
};

const isSame = (found: RealtimePerson | null, known: RealtimePerson): boolean =>
  found?.key === known.key && found.account?.username === known.account?.username;
