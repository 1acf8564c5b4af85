import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The sign-ins of this computer: for each server its address and its session cookie, and nothing else; never a
 * password. One small file that only its owner may read. Synchronous, because an uplink asks before each connect.
 */
export interface Credentials {
  /** The server signed in to last. */
  current(): string | null;
  /** The `Cookie` header for a server; null when not signed in there. A cookie goes to its own server only. */
  cookieFor(server: string): string | null;
  keep(server: string, cookie: string): void;
  forget(server: string): void;
}

interface Kept {
  readonly current: string | null;
  readonly cookies: Readonly<Record<string, string>>;
}

const NOTHING: Kept = { current: null, cookies: {} };

export const createCredentials = ({ configDir }: { configDir: string }): Credentials => {
  const path = join(configDir, 'sign-ins.json');

  const read = (): Kept => {
    try {
      return parse(readFileSync(path, 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NOTHING;
      throw new Error(`The file of sign-ins, ${path}, cannot be read. Remove it and sign in again.`, { cause: error });
    }
  };

  /** Written beside and renamed, so that a crash leaves the old file or the new one. */
  const write = (kept: Kept): void => {
    mkdirSync(configDir, { recursive: true, mode: 0o700 });
    const fresh = `${path}.new`;
    writeFileSync(fresh, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    // A file of that name left from a crash keeps its mode when written again.
    chmodSync(fresh, 0o600);
    renameSync(fresh, path);
  };

  return {
    current: () => read().current,
    cookieFor: (server) => read().cookies[server] ?? null,
    keep: (server, cookie) => write({ current: server, cookies: { ...read().cookies, [server]: cookie } }),
    forget: (server) => {
      const { current, cookies } = read();
      const rest = Object.fromEntries(Object.entries(cookies).filter(([address]) => address !== server));
      const [other = null] = Object.keys(rest);
      if (other === null) rmSync(path, { force: true });
      else write({ current: current === server ? other : current, cookies: rest });
    },
  };
};

const parse = (text: string): Kept => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  const { current, cookies } = value as { current?: unknown; cookies?: unknown };
  if (typeof cookies !== 'object' || cookies === null) throw new Error('no cookies in it');
  const entries = Object.entries(cookies).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { current: typeof current === 'string' ? current : null, cookies: Object.fromEntries(entries) };
};
