import { once } from 'node:events';
import { createServer } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTcpProxy } from '../../../testing/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { connectPostgres, isPostgresUnreachable } from './postgres-connection.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterAll(() => database.close());

test.each([0, 1, 2, 3, 4, 5, 6])(
  'a statement fails at once when the line was cut %i turns of the event loop before, and works when it is mended',
  async (turns) => {
    const url = new URL(database.url);
    const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${line.port}`;
    const sql = await connectPostgres({ url: url.href, clock });
    await Promise.all([sql`select 1`, sql`select 1`]);

    line.cut();
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    const began = clock.monotonicMs();
    const error: unknown = await sql`select ${1}`.catch((reason: unknown) => reason);
    expect(isPostgresUnreachable(error)).toBe(true);
    expect(clock.monotonicMs() - began).toBeLessThan(2_000);

    line.mend();
    const works = () =>
      sql`select 1`.then(
        () => true,
        () => false, // the pool may still meet another cut connection
      );
    await vi.waitUntil(works, { timeout: 5_000, interval: 10 });
    await sql.end({ timeout: 1 }); // without it postgres.js waits for connections that were lost
    await line.close();
  },
);

test('a line that goes silent is given up, in the middle of a transaction too, and what comes next works', async () => {
  const url = new URL(database.url);
  const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  const sql = await connectPostgres({ url: url.href, clock, answerWithinMs: 400 });
  const transaction = sql.begin(async (tx) => {
    await tx`select 1`;
    line.silence();
    await tx`select 2`;
  });
  const reason = await transaction.then(
    () => null,
    (error: unknown) => error,
  );
  expect(isPostgresUnreachable(reason)).toBe(true);

  line.mend();
  expect(await sql`select 3 as three`).toEqual([{ three: 3 }]);
  await sql.end({ timeout: 1 });

  await line.close();
});

test('a proxy that takes connections and closes them is not stormed', async () => {
  let connections = 0;
  const proxy = createServer((socket) => {
    connections += 1;
    socket.end();
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');

  const url = `postgres://me@127.0.0.1:${address.port}/radio`;
  await expect(connectPostgres({ url, clock, deadlineMs: 1_000 })).rejects.toThrow(
    'cannot be used: no answer within 1000 ms',
  );
  expect(connections).toBeGreaterThan(1);
  expect(connections).toBeLessThan(20);
  proxy.close();
});
