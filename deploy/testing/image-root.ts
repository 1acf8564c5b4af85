import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Something of this machine that a root file system shows at another place. */
export interface Mount {
  readonly from: string;
  /** In the root file system. */
  readonly at: string;
  readonly writable?: boolean;
}

interface RunInRoot {
  /** The folder that the command sees as `/`. */
  readonly root: string;
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  readonly command: readonly string[];
  readonly mounts?: readonly Mount[];
  /** As a hardened container: this user, no capabilities, no new privileges, nothing writable but mounts and `/tmp`. Else: root. */
  readonly hardenedAs?: string;
}

/** Where a Node that is not the system's own is seen. */
const NODE_AT = '/node';

/**
 * Runs a command with a folder as its root, in a mount namespace of its own. The system's programs (`/usr`, `/etc`, `/dev`, `/proc`)
 * stand for those of the base image. The process that is given back is the command itself: what it is sent, the command gets.
 */
export const spawnInRoot = (run: RunInRoot, options: SpawnOptions): ChildProcess => {
  const { root, cwd, env, command, mounts = [], hardenedAs } = run;
  const nodeHome = dirname(dirname(process.execPath));
  const system: Mount[] = [
    ...['/usr', '/etc'].map((path) => ({ from: path, at: path })),
    ...['/dev', '/proc'].map((path) => ({ from: path, at: path, writable: true })),
    ...(nodeHome === '/usr' ? [] : [{ from: nodeHome, at: NODE_AT }]),
  ];
  const all = [...system, ...mounts];
  for (const folder of ['tmp', 'root', cwd, ...all.map(({ at }) => at)])
    mkdirSync(join(root, folder), { recursive: true });
  const steps = [
    'set -e; cd "$1"; shift',
    'mount --bind . . && cd "$PWD"',
    // A health check may come first to a root that its container is just about to make ready.
    'for name in bin sbin lib lib64; do [ -L $name ] || ln -s usr/$name $name 2>/dev/null || [ -L $name ]; done',
    ...all.map(({ from, at, writable = false }) => mountStep(from, at, writable)),
    'mount -t tmpfs tmpfs ./tmp',
    ...(hardenedAs === undefined ? [] : ['mount -o remount,bind,ro .']),
    'exec chroot . "$@"',
  ];
  const [user = '', group = user] = hardenedAs?.split(':') ?? [];
  const asUser =
    hardenedAs === undefined
      ? []
      : `setpriv --reuid=${user} --regid=${group} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all`.split(
          ' ',
        );
  return spawn(
    'unshare',
    [
      ...['--mount', '--propagation', 'private', 'sh', '-c', steps.join('\n'), 'sh', root],
      ...['env', `--chdir=${cwd}`, ...asUser, ...command],
    ],
    {
      ...options,
      env: { PATH: `${NODE_AT}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin`, ...Object.fromEntries(env) },
    },
  );
};

const mountStep = (from: string, at: string, writable: boolean): string =>
  [`mount --rbind '${from}' '.${at}'`, ...(writable ? [] : [`mount -o remount,bind,ro '.${at}'`])].join('\n');

/** What a command printed; throws that when it fails or takes longer. */
export const runInRoot = (run: RunInRoot, withinMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawnInRoot(run, { stdio: ['ignore', 'pipe', 'pipe'], timeout: withinMs, killSignal: 'SIGKILL' });
    const output: Buffer[] = [];
    for (const pipe of [child.stdout, child.stderr]) pipe?.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const text = Buffer.concat(output).toString();
      if (code === 0) resolve(text);
      else reject(new Error(`${run.command.join(' ')} ended with ${code ?? signal}:\n${text}`));
    });
  });
