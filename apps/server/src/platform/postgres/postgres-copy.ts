import { pipeline } from 'node:stream/promises';
import type { Fragment } from './postgres-store.ts';

/**
 * The lines of `copy … to stdout`, many at a time. Whoever stops reading before the end has to end the connection.
 * postgres.js 3.4.9 stops reading from the connection while too many lines wait, and goes on when more are asked for; after the last
 * line nobody asks for more, and nothing else would ever be answered. So it is asked here.
 */
export const copyOut = async function* (statement: Fragment): AsyncGenerator<Buffer> {
  const lines = await statement.readable();
  yield* lines;
  lines._read(0);
};

/**
 * Hands lines over to `copy … from stdin`, in a transaction; throws what PostgreSQL says of them.
 * postgres.js 3.4.9 tells nobody of an error that comes when all lines were sent, because it has answered the statement before that; so
 * its answer is listened to here.
 */
export const copyIn = async (statement: Fragment, lines: AsyncIterable<Uint8Array>): Promise<void> => {
  const refused = new Promise<never>((_, reject) => Reflect.set(statement, 'reject', reject));
  refused.catch(() => undefined); // it may come before it is waited for
  const sink = await Promise.race([statement.writable(), refused]);
  await Promise.race([pipeline(lines, sink), refused]);
};
