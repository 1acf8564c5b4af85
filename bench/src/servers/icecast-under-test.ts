import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { startProgram } from '../machine/child-program.ts';
import { freePort } from '../machine/free-port.ts';
import { untilAnswering } from '../machine/until-answering.ts';
import { icecastConfig } from './icecast-config.ts';
import { basicAuthorization, type ServerUnderTest } from './server-under-test.ts';

/** Where Debian has it. */
const ICECAST = '/usr/bin/icecast2';
const PASSWORD = 'bench';
const START_MS = 20_000;

/** It refuses to run as root; the package makes an account for it. */
const ownAccount = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'icecast2'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

/** Debian's Icecast, measured beside ours when it is installed. */
export const icecastUnderTest: ServerUnderTest = {
  name: 'icecast2',
  version: () => (existsSync(ICECAST) ? execFileSync(ICECAST, ['-v'], { encoding: 'utf8' }).trim() : null),
  start: async ({ cores, listeners, workDir, signal }) => {
    const port = await freePort();
    const account = ownAccount();
    const logDir = `${workDir}/icecast-${port}`;
    const config = `${logDir}.xml`;
    mkdirSync(logDir);
    if (account) chownSync(logDir, account.uid, account.gid);
    writeFileSync(config, icecastConfig({ port, listeners, password: PASSWORD, logDir }));
    const program = startProgram({
      command: ICECAST,
      args: ['-c', config],
      cores: [cores.server],
      signal,
      ...(account && { account }),
    });
    try {
      await untilAnswering({
        url: `http://127.0.0.1:${port}/`,
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
      authorization: basicAuthorization('source', PASSWORD),
      collectGarbage: async () => undefined,
      assertRunning: program.assertRunning,
      stop: program.stop,
    };
  },
};
