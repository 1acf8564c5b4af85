import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { addNote, notes, startPostgres } from '../testing/started-postgres.ts';
import { installProgram, startProgram } from '../testing/started-program.ts';
import { folderForAllTests, temporaryFolder } from '../testing/temporary-folder.ts';
import { findBinaries, tryBinaries } from './postgres-binaries.ts';

const NOBODY = 65_534;
const me = process.getuid?.() ?? 0;

const rootThatCannotSwitch = ['unshare', '--user', '--map-root-user'];
const namespacesAreAllowed = (): boolean =>
  spawnSync('unshare', [...rootThatCannotSwitch.slice(1), 'true']).status === 0;

const openFolder = folderForAllTests({ mode: 0o755 });
const privateHome = folderForAllTests({ mode: 0o700 });
const privateClone = join(privateHome, 'clone');

beforeAll(async () => {
  mkdirSync(privateClone);
  await Promise.all([installProgram(openFolder), installProgram(privateClone)]);
});

it('runs from a clone in a home that nobody else can enter, whoever starts it, and keeps its rows over a restart', async () => {
  const dataDir = join(privateClone, 'data');
  const first = await startProgram({ folder: privateClone, dataDir, sharedFolder: openFolder });
  await addNote(first.report.url ?? '', 'kept');
  await first.stop();
  const second = await startProgram({ folder: privateClone, dataDir, sharedFolder: openFolder });
  expect(second.report).toMatchObject({ adopted: false });
  expect(await notes(second.report.url ?? '')).toEqual(['kept']);
  expect(statSync(join(dataDir, 'cluster')).uid).toBe(me === 0 ? NOBODY : me);
});

it('runs for an ordinary user, in place and as that user', async () => {
  const home = temporaryFolder({ mode: 0o700 });
  const user = me === 0 ? NOBODY : me;
  chownSync(home, user, user === me ? (process.getgid?.() ?? user) : user);
  const program = await startProgram({
    folder: openFolder,
    dataDir: join(home, 'data'),
    uid: me === 0 ? user : undefined,
  });
  await addNote(program.report.url ?? '', 'mine');
  expect(await notes(program.report.url ?? '')).toEqual(['mine']);
  expect(statSync(join(home, 'data', 'cluster')).uid).toBe(user);
});

it('runs for a user without a name, as containers have them', async () => {
  const home = temporaryFolder({ mode: 0o700 });
  const nameless = me === 0 ? 41_234 : undefined;
  if (nameless !== undefined) chownSync(home, nameless, nameless);
  const { report } = await startProgram({ folder: openFolder, dataDir: join(home, 'data'), uid: nameless });
  if (nameless !== undefined && !namespacesAreAllowed())
    expect(report.error).toMatch(/could not look up effective user ID/);
  else expect(report).toMatchObject({ adopted: false });
});

it('runs in a user namespace where root cannot become another user; later, where it can, the same database goes on', async () => {
  const { folder } = await findBinaries(process);
  if (!namespacesAreAllowed()) {
    // This kernel allows no user namespaces: then the binaries are refused with the system's own words.
    expect(await tryBinaries({ kind: 'namespace' }, folder)).toEqual({ problem: expect.stringMatching(/unshare/) });
    return;
  }
  const dataDir = join(temporaryFolder({ mode: 0o700 }), 'data');
  const inside = await startProgram({ folder: openFolder, dataDir, wrapper: rootThatCannotSwitch });
  await addNote(inside.report.url ?? '', 'from inside');
  await inside.stop();
  expect(statSync(join(dataDir, 'cluster')).uid).toBe(me);

  const outside = await startPostgres(dataDir);
  expect(await notes(outside.url)).toEqual(['from inside']);
});

it('tells an ordinary user whose database it is', async () => {
  const dataDir = temporaryFolder({ mode: 0o755 });
  await (await startPostgres(dataDir)).stop();
  chmodSync(dataDir, 0o777);
  const other = me === 0 ? 1234 : undefined;
  const { report } = await startProgram({ folder: openFolder, dataDir, uid: other });
  if (other === undefined) expect(report).toMatchObject({ adopted: false });
  else expect(report.error).toContain(`belongs to the user with id ${NOBODY}, but this program runs as ${other}`);
});
