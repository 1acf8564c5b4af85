import type { Sql, TransactionSql } from 'postgres';

/**
 * What postgres.js 3.4.9 leaves to its callers: a statement in a transaction whose connection was lost some time before is
 * written to nothing, and ends the process. Here it throws, as the transaction itself has done by then.
 */
export const guardTransactions = (sql: Sql): void => {
  const begin: (work: (tx: TransactionSql) => unknown) => Promise<unknown> = sql.begin.bind(sql);

  const guarded = async (work: (tx: TransactionSql) => unknown): Promise<unknown> => {
    let isOver = false;
    const assertOpen = (): void => {
      if (isOver) throw Object.assign(new Error('The transaction is over.'), { code: 'CONNECTION_CLOSED' });
    };
    const guardedTx = (tx: TransactionSql): TransactionSql =>
      new Proxy(tx, {
        apply: (target, self, args) => {
          assertOpen();
          return Reflect.apply(target, self, args);
        },
        get: (target, name) => {
          assertOpen();
          return Reflect.get(target, name);
        },
      });
    /** Never settles once the transaction is over: postgres.js would say `commit` or `rollback` to nobody. */
    const unlessOver = async (tx: TransactionSql): Promise<unknown> => {
      const [outcome] = await Promise.allSettled([work(guardedTx(tx))]);
      if (isOver) return new Promise(() => undefined);
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    };
    try {
      return await begin(unlessOver);
    } finally {
      isOver = true;
    }
  };
  Object.assign(sql, { begin: guarded });
};
