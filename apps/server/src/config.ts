import { emailSchema, passwordSchema, usernameSchema } from '@livestreamer/contracts';
import {
  addressRanges,
  autoOr,
  mailbox,
  matching,
  oneOf,
  type Parser,
  secret,
  serverUrl,
  text,
  webOrigin,
  wholeNumber,
} from './config-parsers.ts';

/** One setting: where it comes from, how it is read, what holds without it. */
export interface Setting<T, Default extends string | null = string | null> {
  /** Name of the environment variable. */
  readonly name: string;
  readonly parse: Parser<T>;
  /** As one would write it into the environment; null: none. */
  readonly default: Default;
  /** A password: spaces around it are part of it. */
  readonly verbatim?: boolean;
  /** One sentence for people who run a server. */
  readonly sentence: string;
}

const setting = <T, Default extends string | null>(it: Setting<T, Default>): Setting<T, Default> => it;
const DAY_MS = 86_400_000;

/** Every setting there is. The configuration page and `.env.example` are written from this table. */
export const SETTINGS = {
  nodeEnv: setting({
    name: 'NODE_ENV',
    parse: text,
    default: 'development',
    sentence:
      'With `production` the server refuses to start unless DATABASE_URL, REDIS_URL, SMTP_URL, SESSION_SECRET and PUBLIC_URL are set.',
  }),
  host: setting({
    name: 'HOST',
    parse: text,
    default: '0.0.0.0',
    sentence: 'The address to listen on; `127.0.0.1` for this machine alone, `::` for IPv6 and IPv4.',
  }),
  port: setting({
    name: 'PORT',
    parse: wholeNumber({ min: 0, max: 65_535 }),
    default: '8000',
    sentence: 'The port for pages, listeners and sources alike; 0 takes a free one.',
  }),
  publicUrl: setting({
    name: 'PUBLIC_URL',
    parse: webOrigin,
    default: null,
    sentence:
      'Where people reach the server, such as `https://radio.example`: links in letters begin with it, and with https, cookies are sent over https only.',
  }),
  sourceUrl: setting({
    name: 'LIVESTREAMER_SOURCE_URL',
    parse: webOrigin,
    default: null,
    sentence:
      'Where DJ tools reach the server when that is not PUBLIC_URL, such as `https://radio.example:8443`: proxies of HTTP cannot carry them, so they have a port of their own. Pages show it in what they tell to type.',
  }),
  dataDir: setting({
    name: 'DATA_DIR',
    parse: text,
    default: './data',
    sentence: 'Where the server keeps its files, the embedded database among them.',
  }),
  databaseUrl: setting({
    name: 'DATABASE_URL',
    parse: serverUrl('postgres:', 'postgresql:'),
    default: null,
    sentence:
      'PostgreSQL 15 or later, as `postgres://name:password@host/database`; without it an embedded one runs in DATA_DIR.',
  }),
  redisUrl: setting({
    name: 'REDIS_URL',
    parse: serverUrl('redis:', 'rediss:'),
    default: null,
    sentence: 'Redis 6.2 or later, as `redis://host:6379/0`; without it live state is kept in the process.',
  }),
  smtpUrl: setting({
    name: 'SMTP_URL',
    parse: serverUrl('smtp:', 'smtps:'),
    default: null,
    sentence:
      'The mail server that takes letters, as `smtp://name:password@host:587` or `smtps://…:465`; without it letters are printed.',
  }),
  sessionSecret: setting({
    name: 'SESSION_SECRET',
    parse: secret(32),
    default: null,
    sentence:
      'At least 32 random characters that sessions are keyed with; without it one is made and kept in DATA_DIR.',
  }),
  adminUsername: setting({
    name: 'ADMIN_USERNAME',
    parse: matching(usernameSchema),
    default: null,
    sentence: 'Name of the first admin, made at the first start; without it the server prints a set-up link.',
  }),
  adminEmail: setting({
    name: 'ADMIN_EMAIL',
    parse: matching(emailSchema),
    default: null,
    sentence: 'E-mail address of the first admin.',
  }),
  adminPassword: setting({
    name: 'ADMIN_PASSWORD',
    verbatim: true,
    parse: matching(passwordSchema),
    default: null,
    sentence: 'Password of the first admin; used at the first start only.',
  }),
  trustedProxies: setting({
    name: 'TRUSTED_PROXIES',
    parse: addressRanges,
    default: null,
    sentence: 'Proxies whose X-Forwarded-For is believed: addresses or ranges, or `loopback`, with commas between.',
  }),
  mailFrom: setting({
    name: 'LIVESTREAMER_MAIL_FROM',
    parse: mailbox,
    default: null,
    sentence: 'The sender of letters, as `Radio <radio@radio.example>`; without it `no-reply@` the host of PUBLIC_URL.',
  }),
  logLevel: setting({
    name: 'LIVESTREAMER_LOG_LEVEL',
    parse: oneOf('debug', 'info', 'warn', 'error'),
    default: 'info',
    sentence: 'The least important entries that are logged.',
  }),
  logFormat: setting({
    name: 'LIVESTREAMER_LOG_FORMAT',
    parse: autoOr(oneOf('pretty', 'json')),
    default: 'auto',
    sentence: '`pretty` for people, `json` for programs; `auto` is pretty on a terminal and json elsewhere.',
  }),
  logRequestsPerSecond: setting({
    name: 'LIVESTREAMER_LOG_REQUESTS_PER_SECOND',
    parse: autoOr(wholeNumber({ min: 0, max: 10_000 })),
    default: 'auto',
    sentence:
      'How many requests a second have a line in the log, beside failed and slow ones, which always have one; `auto` is 5, and 0 where the log is for people.',
  }),
  metricsToken: setting({
    name: 'LIVESTREAMER_METRICS_TOKEN',
    parse: secret(16),
    default: null,
    sentence:
      'Opens `/metrics` to programs elsewhere that send it as `Authorization: Bearer …`; without it only this machine is answered, and not through a proxy.',
  }),
  webDir: setting({
    name: 'LIVESTREAMER_WEB_DIR',
    parse: text,
    default: null,
    sentence: 'Where the built web client is; without it the one of this repository, `apps/web/dist`.',
  }),
  audioSliceMs: setting({
    name: 'LIVESTREAMER_AUDIO_SLICE_MS',
    parse: autoOr(wholeNumber({ min: 20, max: 2_000 })),
    default: 'auto',
    sentence: 'How much audio, in milliseconds, goes into one write for a listener; `auto` grows it with their number.',
  }),
  audioBurstBytes: setting({
    name: 'LIVESTREAMER_AUDIO_BURST_BYTES',
    parse: wholeNumber({ min: 0, max: 1_048_576 }),
    default: '34000',
    sentence:
      'What a new listener gets at once; below 34000 browsers start late, above it they are further behind live.',
  }),
  audioGraceMs: setting({
    name: 'LIVESTREAMER_AUDIO_GRACE_MS',
    parse: wholeNumber({ min: 0, max: DAY_MS }),
    default: '60000',
    sentence: 'How long, in milliseconds, a show is held for a source that was lost.',
  }),
  audioSilentSourceMs: setting({
    name: 'LIVESTREAMER_AUDIO_SILENT_SOURCE_MS',
    parse: wholeNumber({ min: 1_000, max: 600_000 }),
    default: '10000',
    sentence: 'A source that sends no audio for this many milliseconds counts as lost.',
  }),
  audioDeadAirMs: setting({
    name: 'LIVESTREAMER_AUDIO_DEAD_AIR_MS',
    parse: wholeNumber({ min: 1_000, max: 3_600_000 }),
    default: '30000',
    sentence: 'After so many milliseconds of silence on air its broadcaster is told, also by a letter.',
  }),
  audioMaxListeners: setting({
    name: 'LIVESTREAMER_AUDIO_MAX_LISTENERS',
    parse: autoOr(wholeNumber({ min: 1, max: 1_000_000 })),
    default: 'auto',
    sentence: 'The most listeners at once; `auto` is what the limit of open files allows.',
  }),
} as const;

type ValueOf<S> = S extends Setting<infer T, infer Default> ? (Default extends null ? T | null : T) : never;

/** The settings, read and checked. `null`: not set. */
export type Config = { readonly [Key in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[Key]> };

/** What the environment looks like: `process.env`, or a plain object. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the settings, one sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads all settings; an empty variable counts as unset. Throws {@link ConfigError} with everything that is wrong. */
export const readConfig = (env: Environment): Config => {
  const problems: string[] = [];
  const read = ({ name, parse, default: without, verbatim = false }: Setting<unknown>): unknown => {
    const given = env[name] ?? '';
    const value = given.trim() === '' ? without : verbatim ? given : given.trim();
    if (value === null) return null;
    try {
      return parse(value);
    } catch (error) {
      problems.push(`${name} ${error instanceof Error ? error.message : String(error)}.`);
      return null;
    }
  };

  const values = Object.fromEntries(Object.entries(SETTINGS).map(([key, it]) => [key, read(it)]));
  problems.push(...missing(env));
  if (problems.length > 0) throw new ConfigError(problems);
  return values as Config; // every key of SETTINGS was read by its own parser
};

const PRODUCTION_NEEDS = [
  { name: 'DATABASE_URL', reason: 'the embedded database is for laptops and tests' },
  { name: 'REDIS_URL', reason: 'live state kept in the process does not outlive it' },
  { name: 'SMTP_URL', reason: 'people confirm addresses and recover passwords by letters' },
  { name: 'SESSION_SECRET', reason: 'a secret made at the first start is lost with the disk' },
  { name: 'PUBLIC_URL', reason: 'letters carry links, and nothing that a request claims may decide where they lead' },
];
const ADMIN_NEEDS = ['ADMIN_USERNAME', 'ADMIN_EMAIL', 'ADMIN_PASSWORD'];

const missing = (env: Environment): string[] => {
  const isSet = (name: string) => Boolean(env[name]?.trim());
  const inProduction = env[SETTINGS.nodeEnv.name]?.trim() === 'production';
  return [
    ...(inProduction ? PRODUCTION_NEEDS : [])
      .filter(({ name }) => !isSet(name))
      .map(({ name, reason }) => `${name} must be set when NODE_ENV is production: ${reason}.`),
    ...(ADMIN_NEEDS.some(isSet) ? ADMIN_NEEDS : [])
      .filter((name) => !isSet(name))
      .map((name) => `${name} must be set too: the first admin needs ${ADMIN_NEEDS.join(', ')}.`),
  ];
};

/** The host name that people know the server by. */
export const serverNameOf = ({ publicUrl }: Pick<Config, 'publicUrl'>): string =>
  publicUrl === null ? 'localhost' : new URL(publicUrl).hostname;

/** The sender of letters. */
export const mailFromOf = ({ mailFrom, publicUrl }: Pick<Config, 'mailFrom' | 'publicUrl'>): string =>
  mailFrom ?? `LiveStreamer <no-reply@${serverNameOf({ publicUrl })}>`;

/** Until somebody gives the first station another name. */
const FIRST_STATION_NAME = 'Radio';

/** The first admin that the settings name, if they do. */
export const firstAdminOf = ({ adminUsername, adminEmail, adminPassword }: Config) =>
  adminUsername === null || adminEmail === null || adminPassword === null
    ? null
    : { username: adminUsername, email: adminEmail, password: adminPassword, stationName: FIRST_STATION_NAME };
