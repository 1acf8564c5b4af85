import { join, resolve } from 'node:path';
import type { Config } from './config.ts';

export interface StartReport {
  readonly config: Config;
  readonly port: number;
  /** Token of the set-up link, null when the server is set up. */
  readonly setUpToken: string | null;
  /** The limit of open files, null when it is not known. */
  readonly openFiles: number | null;
  readonly maxListeners: number;
}

/** Where the embedded database is. */
export const embeddedDirOf = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(resolve(dataDir), 'postgres');

/** How this machine reaches a server that listens on `host`. */
export const localUrl = (host: string, port: number): string => {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
};

/** Where people reach the server, for links: no slash at its end. */
export const siteUrlOf = ({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string =>
  publicUrl ?? localUrl(host, port).replace('127.0.0.1', 'localhost');

/** What the person who started the server should know, one sentence each. Passwords in addresses are left out; the set-up link is apart, because it is a secret. */
export const startReport = (report: StartReport): { sentences: string[]; setUpLink: string | null } => {
  const { config, port, setUpToken, openFiles, maxListeners } = report;
  const { databaseUrl, redisUrl } = config;
  const url = siteUrlOf(config, port);
  const database =
    databaseUrl === null
      ? `an embedded PostgreSQL in ${embeddedDirOf(config)}`
      : `PostgreSQL at ${placeOf(databaseUrl)}`;
  const live = redisUrl === null ? 'kept in this process' : `in Redis at ${placeOf(redisUrl)}`;
  const files = openFiles === null ? '' : ` The limit of open files is ${openFiles}.`;
  return {
    sentences: [
      `The database is ${database}. Live state is ${live}.`,
      `Up to ${maxListeners} can listen at once.${files}`,
      `LiveStreamer is ready at ${url}`,
    ],
    setUpLink:
      setUpToken === null
        ? null
        : `Make the first account with this link; it is good once: ${url}/setup?token=${setUpToken}`,
  };
};

const placeOf = (address: string): string => {
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`;
};

/** Says in a sentence why the server cannot listen. */
export const throwListenProblem =
  ({ host, port }: Pick<Config, 'host' | 'port'>) =>
  (cause: unknown): never => {
    const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: 'another program already listens there. Stop it, or set PORT',
      EADDRNOTAVAIL: 'this machine does not have that address. Set HOST',
      EACCES: 'ports below 1024 need more rights. Set PORT',
    };
    const reason =
      (typeof code === 'string' && reasons[code]) || (cause instanceof Error ? cause.message : String(cause));
    throw new Error(`The server cannot listen on ${host} port ${port}: ${reason}.`, { cause });
  };
