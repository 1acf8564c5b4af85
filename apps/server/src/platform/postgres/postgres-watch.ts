import type { Sql } from 'postgres';
import type { Db } from './postgres-store.ts';

/** A pool as it is now, and what went wrong on it since it was opened. */
export interface PoolFigures {
  readonly size: number;
  /** Connections that a statement or a transaction is under way on. */
  readonly inUse: number;
  /** Statements and transactions that wait for their turn. */
  readonly waiting: number;
  /** Statements that PostgreSQL refused, conflicts and time-outs among them. */
  readonly refusedStatements: number;
  /** Statements without an answer, because the database could not be reached. */
  readonly lostStatements: number;
}

interface WatchOptions {
  readonly size: number;
  readonly isUnreachable: (error: unknown) => boolean;
}

/**
 * postgres.js 3.4.9 tells nothing of its pool. A statement of it is a promise that, when somebody waits for it, hands itself to its `handler`, and
 * is `active` from when it is the next one on its connection until it is answered.
 */
export const watchPool = (
  pool: Sql,
  { size, isUnreachable }: WatchOptions,
): { sql: Sql; figures: () => PoolFigures } => {
  const asked = new Set<object>();
  let waitingTransactions = 0;
  let openTransactions = 0;
  let refusedStatements = 0;
  let lostStatements = 0;

  const countFailure = (error: unknown): void => {
    if (isUnreachable(error)) lostStatements += 1;
    else refusedStatements += 1;
  };

  /** `places`: where it counts while it is under way; a transaction's statements count as the transaction. */
  const watch = (statement: unknown, places: Set<object> | null): unknown => {
    if (!(statement instanceof Promise)) return statement;
    const handler: unknown = Reflect.get(statement, 'handler');
    if (typeof handler !== 'function') return statement;
    Reflect.set(statement, 'handler', (self: object): unknown => {
      places?.add(statement);
      const leave = (): void => void places?.delete(statement);
      // Its own `then` would have it executed once more.
      Promise.prototype.then.call(statement, leave, (error: unknown) => {
        leave();
        countFailure(error);
      });
      return handler(self);
    });
    return statement;
  };

  const watched = <D extends Db>(db: D, places: Set<object> | null): D =>
    new Proxy(db, { apply: (target, self, args) => watch(Reflect.apply(target, self, args), places) });

  const begin: (work: (tx: Db) => unknown) => Promise<unknown> = pool.begin.bind(pool);
  const watchedBegin = async (work: (tx: Db) => unknown): Promise<unknown> => {
    let isOpen = false;
    waitingTransactions += 1;
    try {
      return await begin((tx) => {
        isOpen = true;
        waitingTransactions -= 1;
        openTransactions += 1;
        return work(watched(tx, null));
      });
    } catch (error) {
      if (!isOpen) countFailure(error);
      throw error;
    } finally {
      if (isOpen) openTransactions -= 1;
      else waitingTransactions -= 1;
    }
  };
  Object.assign(pool, { begin: watchedBegin });

  return {
    sql: watched(pool, asked),
    figures: () => {
      const active = [...asked].filter((statement) => Reflect.get(statement, 'active') === true).length;
      return {
        size,
        inUse: openTransactions + active,
        waiting: waitingTransactions + asked.size - active,
        refusedStatements,
        lostStatements,
      };
    },
  };
};
