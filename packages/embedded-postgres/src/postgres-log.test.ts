import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { failureIn, logSince, trimLog } from './postgres-log.ts';

const at = '2026-11-22 17:21:29.011 UTC [14434]';

describe('the reason of a failed start', () => {
  it.each([
    [
      'port-taken',
      `${at} LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\n${at} FATAL:  could not create any TCP/IP sockets`,
    ],
    ['running', `${at} FATAL:  lock file "postmaster.pid" already exists`],
    ['old-backends', `${at} FATAL:  pre-existing shared memory block (key 16039942, ID 4) is still in use`],
  ])('is known as %s', (reason, messages) => {
    expect(failureIn(messages, '/data')).toBe(reason);
  });

  it('is a full disk when PostgreSQL says so in either of its ways', () => {
    const none = `${at} FATAL:  could not write to file "pg_wal/xlogtemp.9": No space left on device`;
    const some = `${at} FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 10\n${at} HINT:  Check free disk space.`;
    for (const messages of [none, some]) {
      expect(failureIn(messages, '/data')).toEqual({
        sentence: expect.stringMatching(/disk is full.*\/data.*Free some space/),
      });
    }
  });

  it('is otherwise the first complaint, in a sentence with the place', () => {
    const messages = `${at} LOG:  starting\n${at} FATAL:  could not access file "x"\n${at} PANIC:  a consequence`;
    expect(failureIn(messages, '/data')).toEqual({
      sentence: 'PostgreSQL cannot use /data: could not access file "x"',
    });
  });
});

describe('the log', () => {
  it('keeps its last MiB when a start finds it grown', async () => {
    const path = join(temporaryFolder({ mode: 0o700 }), 'postgres.log');
    writeFileSync(path, 'old\n'.repeat(400_000));
    appendFileSync(path, 'the newest line\n');
    expect(await trimLog(path)).toBe(1024 * 1024);
    expect(readFileSync(path).byteLength).toBe(1024 * 1024);
    expect(readFileSync(path, 'utf8')).toMatch(/old\nthe newest line\n$/);
  });

  it('tells what one start wrote from what earlier ones did', async () => {
    const path = join(temporaryFolder({ mode: 0o700 }), 'postgres.log');
    expect(await trimLog(path)).toBe(0);
    writeFileSync(path, 'earlier, with ünicode\n');
    const size = await trimLog(path);
    appendFileSync(path, 'now\n');
    expect(await logSince(path, size)).toBe('now\n');
  });
});
