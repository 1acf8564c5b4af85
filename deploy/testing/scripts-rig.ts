import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { DEPLOY } from './compose-reader.ts';

/** A machine with our scripts, a folder of settings, and a `docker` that writes down what it is asked and answers as it is told. */
export interface ScriptsRig {
  readonly settings: string;
  run(script: string, args?: readonly string[], env?: NodeJS.ProcessEnv): { code: number | null; said: string };
  /** What Docker was asked for since the last look, without the options that all calls have. */
  calls(): string[];
  /** Lines of bash: `$*` is what Docker is asked for, `$DEPLOY_VERSION` the version; the rest goes well and says nothing. */
  docker(script: string): void;
  read(name: string): string | null;
  write(name: string, text: string): void;
}

const SETTINGS = [
  "PUBLIC_URL=https://radio.example\nFRONT_NAMES=radio.example\nDEPLOY_IMAGES=registry.example/radio\nSMTP_URL='smtp://mail'",
  'SESSION_SECRET=s\nPOSTGRES_PASSWORD=p\nREDIS_PASSWORD=r\n',
].join('\n');

/** The only fake of this repository's tests beside those of DESIGN: there is no Docker where tests run. */
export const makeScriptsRig = (): ScriptsRig => {
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [settings, bin, log] = [join(folder, 'settings'), join(folder, 'bin'), join(folder, 'calls')];
  for (const path of [settings, bin, join(settings, 'certificates')]) mkdirSync(path);
  const program = (name: string, text: string) =>
    writeFileSync(join(bin, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  const docker = (script: string) =>
    program('docker', `printf '%s\\n' "\${DEPLOY_VERSION:+[$DEPLOY_VERSION] }$*" >>'${log}'\n${script}\nexit 0`);
  docker('');
  // Owners can be given away by root alone.
  program('chown', `printf 'chown %s\\n' "$*" >>'${log}'`);
  const write = (name: string, text: string) => writeFileSync(join(settings, name), text);
  write('production.env', SETTINGS);
  return {
    settings,
    run: (script, args = [], env = {}) => {
      const result = spawnSync(`${DEPLOY}scripts/${script}`, args, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 60_000,
        env: {
          PATH: `${bin}:${process.env['PATH']}`,
          DEPLOY_SETTINGS: settings,
          DEPLOY_BACKUPS: join(folder, 'backups'),
          ...env,
        },
      });
      return { code: result.status, said: result.stdout + result.stderr };
    },
    calls: () => {
      const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
      rmSync(log, { force: true });
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.replace(/compose (?:--file \S+ )+--env-file \S+ /, '').replaceAll(folder, ''));
    },
    docker,
    read: (name) => (existsSync(join(settings, name)) ? readFileSync(join(settings, name), 'utf8').trim() : null),
    write,
  };
};
