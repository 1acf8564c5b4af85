import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { ADMIN } from './built-server.ts';
import { frontCertificate } from './front-certificate.ts';
import type { Secrets } from './secrets.ts';

const BIN = fileURLToPath(new URL('../../apps/source/bin/livestreamer.js', import.meta.url));
const PATIENCE_MS = 60_000;

/** The built `livestreamer` command, signed in on one server. */
export interface SourceProgram {
  /** Runs a command to its end; gives what it printed and its exit code. */
  run(args: readonly string[]): Promise<{ output: string; code: number | null }>;
  /** Starts a command that goes on until it is told to stop. */
  start(args: readonly string[], env?: Record<string, string>): RunningSource;
  /** Throws when a secret stands in what it printed. */
  dispose(): Promise<void>;
}

/** A `go-live` that runs. */
export interface RunningSource {
  output(): string;
  /** Waits until it has printed something that matches. */
  prints(pattern: RegExp): Promise<void>;
  /** Ctrl-C, and waits for its end; gives the exit code. */
  interrupt(): Promise<number | null>;
}

/** Signs in at `url` with a configuration folder of its own; its cookie is a secret of the journey. */
export const signInSource = async (url: string, secrets: Secrets): Promise<SourceProgram> => {
  const folder = await mkdtemp(join(tmpdir(), 'livestreamer-e2e-source-'));
  const running = new Set<ChildProcess>();
  let printedByAll = '';

  const launch = (args: readonly string[], env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        LIVESTREAMER_CONFIG_DIR: folder,
        LIVESTREAMER_PASSWORD: ADMIN.password,
        NODE_EXTRA_CA_CERTS: frontCertificate().certificate,
        ...env,
      },
    });
    let printed = '';
    const take = (chunk: Buffer): void => {
      printed += chunk.toString();
      printedByAll += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    running.add(child);
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() =>
      running.delete(child),
    );
    return { child, output: () => printed, exited };
  };

  const run: SourceProgram['run'] = async (args) => {
    const { child, output, exited } = launch(args);
    await exited;
    return { output: output(), code: child.exitCode };
  };

  const signedIn = await run(['login', url, '--login', ADMIN.username]);
  if (signedIn.code !== 0) throw new Error(`livestreamer login failed:\n${signedIn.output}`);
  const { cookies } = JSON.parse(await readFile(join(folder, 'sign-ins.json'), 'utf8'));
  secrets.keepCookie(cookies[url]);

  return {
    run,
    start: (args, env) => {
      const { child, output, exited } = launch(args, env);
      return {
        output,
        prints: (pattern) =>
          vi
            .waitUntil(
              () => {
                if (pattern.test(output())) return true;
                if (child.exitCode !== null) throw new Error(`livestreamer ended (${child.exitCode}):\n${output()}`);
                return false;
              },
              { timeout: PATIENCE_MS, interval: 50 },
            )
            .then(() => undefined),
        interrupt: async () => {
          child.kill('SIGINT');
          await exited;
          return child.exitCode;
        },
      };
    },
    dispose: async () => {
      for (const child of running) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
      const leaks = await secrets.leaksIn(printedByAll);
      if (leaks.length > 0) throw new Error(`livestreamer printed secrets: ${leaks.join('; ')}.`);
    },
  };
};
