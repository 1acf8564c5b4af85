import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  addNote,
  notes,
  pidFileOf,
  postmasterOf,
  startPostgres,
  withSql,
  writePidFile,
} from '../testing/started-postgres.ts';
import { installProgram, startProgram } from '../testing/started-program.ts';
import { folderForAllTests, temporaryFolder } from '../testing/temporary-folder.ts';

describe('after a kill -9 of PostgreSQL', () => {
  it('the next start has every committed row and no other', async () => {
    const dataDir = temporaryFolder({ mode: 0o755 });
    const first = await startPostgres(dataDir, { durable: true });
    await addNote(first.url, 'committed');
    await withSql(first.url, async (sql) => {
      await sql`begin`;
      await sql`insert into note (text) values ('never committed')`;
      process.kill(postmasterOf(dataDir), 'SIGKILL');
    });
    const second = await startPostgres(dataDir);
    expect(second.adopted).toBe(false);
    expect(await notes(second.url)).toEqual(['committed']);
  });
});

it('clears away the cluster that a killed first start left half-made, and leaves alone one that another start is making', async () => {
  const dataDir = temporaryFolder({ mode: 0o755 });
  const [abandoned, inTheMaking] = [
    join(dataDir, 'cluster-in-the-making-old'),
    join(dataDir, 'cluster-in-the-making-new'),
  ];
  mkdirSync(join(abandoned, 'pgdata'), { recursive: true });
  mkdirSync(inTheMaking);
  utimesSync(abandoned, 1, 1);
  await startPostgres(dataDir);
  expect(existsSync(abandoned)).toBe(false);
  expect(existsSync(inTheMaking)).toBe(true);
});

describe('a postmaster.pid that was left behind', () => {
  it('does not stop a start when its number is another program by now', async () => {
    const dataDir = temporaryFolder({ mode: 0o755 });
    await (await startPostgres(dataDir)).stop();
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    onTestFinished(() => void bystander.kill());
    await once(bystander, 'spawn');
    writePidFile(dataDir, bystander.pid ?? 0);

    const second = await startPostgres(dataDir);

    expect(second.adopted).toBe(false);
    expect(postmasterOf(dataDir)).not.toBe(bystander.pid);
    await second.stop();
    expect(bystander.exitCode).toBe(null);
    expect(bystander.signalCode).toBe(null);
  });

  it('does not stop a start when its number is the PostgreSQL of another folder', async () => {
    const [dataDir, otherDir] = [temporaryFolder({ mode: 0o755 }), temporaryFolder({ mode: 0o755 })];
    await (await startPostgres(dataDir)).stop();
    const other = await startPostgres(otherDir);
    writePidFile(dataDir, postmasterOf(otherDir));

    const second = await startPostgres(dataDir);

    expect(second.adopted).toBe(false);
    expect(second.url).not.toBe(other.url);
    expect(await withSql(other.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it('does not stop a start when it is empty', async () => {
    const dataDir = temporaryFolder({ mode: 0o755 });
    await (await startPostgres(dataDir)).stop();
    writeFileSync(pidFileOf(dataDir), '');
    expect((await startPostgres(dataDir)).adopted).toBe(false);
  });
});

describe('after a kill -9 of the program that started it', () => {
  const folder = folderForAllTests({ mode: 0o755 });
  beforeAll(() => installProgram(folder));

  it('PostgreSQL is taken over with its rows, and stopped by the one who took it', async () => {
    const dataDir = temporaryFolder({ mode: 0o755 });
    const program = await startProgram({ folder, dataDir });
    const url = program.report.url ?? '';
    await addNote(url, 'committed before the kill');
    await program.kill();

    const next = await startPostgres(dataDir);

    expect(next).toMatchObject({ adopted: true, url });
    expect(await notes(next.url)).toEqual(['committed before the kill']);
    await next.stop();
    expect((await startPostgres(dataDir)).adopted).toBe(false);
  });
});
