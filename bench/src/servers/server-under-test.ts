import type { CorePlan } from '../machine/machine-cores.ts';

export const SERVER_NAMES = ['livestreamer', 'icecast2', 'floor'] as const;
export type ServerName = (typeof SERVER_NAMES)[number];

/** What a server is started for. */
export interface StartOptions {
  readonly cores: CorePlan;
  /** How many will come. */
  readonly listeners: number;
  /** For servers whose slice must be said. */
  readonly sliceFrames: number;
  /** For configuration, logs and databases; lives as long as the bench. Anybody may read it. */
  readonly workDir: string;
  /** A database beside the server, for ours; without it the server runs its embedded one. */
  readonly databaseUrl?: string;
  /** Settings that this bench needs, for ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Aborted when the bench is interrupted. */
  readonly signal: AbortSignal;
}

/** A server that is ready for a source. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** Where the audio goes and comes from. */
  readonly path: string;
  /** The source's Authorization header. */
  readonly authorization: string;
  /** Gives back memory that is only waiting for a garbage collector. */
  collectGarbage(): Promise<void>;
  assertRunning(): void;
  stop(): Promise<void>;
}

/** One of the servers that are compared. */
export interface ServerUnderTest {
  readonly name: ServerName;
  /** For the report; null when it is not installed. */
  version(): string | null;
  start(options: StartOptions): Promise<RunningServer>;
}

/** HTTP Basic (RFC 7617). */
export const basicAuthorization = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
