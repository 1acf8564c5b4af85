import { systemClock as clock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTcpProxy, type TcpProxy } from '../../../testing/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { connectPostgres, isPostgresUnreachable } from './postgres-connection.ts';
import { watchPool } from './postgres-watch.ts';

const SIZE = 3;
let database: TestDatabase;
let line: TcpProxy;
let pool: ReturnType<typeof watchPool>;
beforeEach(async () => {
  database = await openTestDatabase();
  const url = new URL(database.url);
  line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(line.port);
  const sql = await connectPostgres({ url: url.href, clock, poolSize: SIZE });
  pool = watchPool(sql, { size: SIZE, isUnreachable: isPostgresUnreachable });
});
afterEach(async () => {
  await pool.sql.end({ timeout: 0 });
  await line.close();
  await database.close();
});

const IDLE = { size: SIZE, inUse: 0, waiting: 0, refusedStatements: 0, lostStatements: 0 };

test('what is under way and what waits for its turn is what was asked and not answered', async () => {
  const { sql, figures } = pool;
  expect(figures()).toEqual(IDLE);
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const transactions = Array.from({ length: SIZE }, () =>
    sql.begin(async (tx) => {
      await tx`select ${sql(['one'])} from (values (1)) as it (one)`;
      await held;
    }),
  );
  await vi.waitFor(() => expect(figures()).toMatchObject({ inUse: SIZE, waiting: 0 }));
  const statements = Array.from({ length: 4 }, async () => sql`select 1`);
  const late = sql.begin((tx) => tx`select 1`);
  await vi.waitFor(() => expect(figures()).toMatchObject({ inUse: SIZE, waiting: 5 }));
  letGo();
  await Promise.all([...transactions, ...statements, late]);
  expect(figures()).toEqual(IDLE);
});

test('a statement that is refused counts once, in a transaction and outside; one that is taken gives its rows as before', async () => {
  const { sql, figures } = pool;
  await expect(sql`select one/0 from (values (1)) as it (one)`).rejects.toThrow('division by zero');
  await expect(sql.begin((tx) => tx`select * from nowhere`)).rejects.toThrow('nowhere');
  expect(await sql.begin(async (tx) => (await tx`select 1 as so_it_is`)[0])).toEqual({ soItIs: 1 });
  const unused = sql`where true`;
  expect(await sql`select 2 as two ${unused}`).toEqual([{ two: 2 }]);
  expect(figures()).toEqual({ ...IDLE, refusedStatements: 2 });
});

test('what has no answer because the database is away counts as lost, and nothing is left under way', async () => {
  const { sql, figures } = pool;
  line.cut();
  await expect(sql`select 1`).rejects.toThrow();
  await expect(sql.begin((tx) => tx`select 1`)).rejects.toThrow();
  expect(figures()).toEqual({ ...IDLE, lostStatements: 2 });
});
