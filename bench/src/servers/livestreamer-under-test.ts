import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../machine/child-program.ts';
import { freePort } from '../machine/free-port.ts';
import { untilAnswering } from '../machine/until-answering.ts';
import { basicAuthorization, type ServerUnderTest } from './server-under-test.ts';

const MAIN = fileURLToPath(new URL('../../../apps/server/dist/main.js', import.meta.url));
/** Who may do everything on a server of ours. */
export const BENCH_ADMIN = { name: 'bench', password: 'a password for the bench' };

/** The first start makes a database. */
const START_MS = 120_000;

/** Lets us ask for a garbage collection without a word of it in the server. */
const GC_ON_SIGNAL = 'data:text/javascript,process.on("SIGUSR2",()=>gc())';
/** V8 keeps emptied pages for another 8 s (its memory reducer), so it is asked until then. */
const COLLECTIONS = 10;
const COLLECTION_MS = 1_000;

/** Settings of ours that were set for the bench; everything else is default. */
export const livestreamerSettings = (): [name: string, value: string][] =>
  Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith('LIVESTREAMER_') && value !== undefined ? [[name, value]] : [],
  );

/** The server of this repository as it is built: embedded database, live state in process, default slice and burst. */
export const livestreamerUnderTest: ServerUnderTest = {
  name: 'livestreamer',
  version: () => {
    if (existsSync(MAIN)) return 'apps/server/dist';
    throw new Error('The server is not built: npm run build.');
  },
  start: async ({ cores, databaseUrl, settings, workDir, signal }) => {
    const port = await freePort();
    const program = startProgram({
      command: process.execPath,
      args: ['--expose-gc', '--import', GC_ON_SIGNAL, MAIN],
      cores: [cores.server],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        ...Object.fromEntries(livestreamerSettings()),
        ...settings,
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: `${workDir}/livestreamer`,
        ...(databaseUrl && { DATABASE_URL: databaseUrl }),
        ADMIN_USERNAME: BENCH_ADMIN.name,
        ADMIN_EMAIL: 'bench@example.org',
        ADMIN_PASSWORD: BENCH_ADMIN.password,
      },
      signal,
    });
    try {
      await untilAnswering({
        url: `http://127.0.0.1:${port}/ready`,
        timeoutMs: START_MS,
        check: () => program.assertRunning(),
      });
    } catch (error) {
      await program.stop();
      throw error;
    }
    return {
      pid: program.pid,
      port,
      path: '/stream',
      authorization: basicAuthorization(BENCH_ADMIN.name, BENCH_ADMIN.password),
      collectGarbage: async () => {
        for (let collection = 0; collection < COLLECTIONS; collection += 1) {
          process.kill(program.pid, 'SIGUSR2');
          await wait(COLLECTION_MS);
        }
      },
      assertRunning: program.assertRunning,
      stop: program.stop,
    };
  },
};
