import { fileURLToPath } from 'node:url';
import { type AddressBans, createFloodgate, guard } from './access/index.ts';
import type { AddressRules } from './audio/index.ts';
import type { Config } from './config.ts';
import {
  type AddressOf,
  createHttp,
  createIsTrustedProxy,
  type Http,
  type HttpOptions,
} from './platform/http/index.ts';
import type { RateLimits } from './platform/limits/index.ts';

interface ServerHttpOptions
  extends Omit<HttpOptions, 'guard' | 'floodgate' | 'isTrustedProxy' | 'logLinesPerSecond' | 'https' | 'webDir'> {
  readonly config: Config;
  readonly bans: AddressBans;
  readonly limits: RateLimits;
  /** Whether somebody reads the log as it comes. */
  readonly isForPeople: boolean;
}

/** Lines a second for requests that went well; people who watch a terminal need none. */
const LOG_LINES = { forPrograms: 5, forPeople: 0 } as const;

/** Whether people come by https. */
export const isHttps = ({ publicUrl }: Pick<Config, 'publicUrl'>): boolean => publicUrl?.startsWith('https:') ?? false;

/** The HTTP server, told where it stands: behind which proxies, under which address, and how often who may come. */
export const createServerHttp = ({ config, bans, limits, isForPeople, ...http }: ServerHttpOptions): Http => {
  const { trustedProxies, webDir, logRequestsPerSecond, logLevel } = config;
  const ownLines = isForPeople ? LOG_LINES.forPeople : LOG_LINES.forPrograms;
  const logLines = logRequestsPerSecond === 'auto' ? ownLines : logRequestsPerSecond;
  return createHttp({
    ...http,
    guard,
    floodgate: createFloodgate({ bans, limits }),
    isTrustedProxy: createIsTrustedProxy(trustedProxies ?? []),
    logLinesPerSecond: logLevel === 'debug' ? Number.POSITIVE_INFINITY : logLines,
    https: isHttps(config),
    webDir: webDir ?? fileURLToPath(new URL('../../web/dist', import.meta.url)),
  });
};

/** Who is banned, and who is behind a connection: for those who take connections before HTTP does. */
export const addressRulesOf = ({ addressOf, bans: { isBanned }, trustedProxies }: AddressKnowledge): AddressRules => ({
  isBanned,
  isProxy: createIsTrustedProxy(trustedProxies ?? []),
  addressOf: ({ address, forwardedFor }) =>
    addressOf({ socket: { remoteAddress: address }, headers: { 'x-forwarded-for': forwardedFor ?? undefined } }),
});

interface AddressKnowledge extends Pick<Config, 'trustedProxies'> {
  readonly addressOf: AddressOf;
  readonly bans: Pick<AddressBans, 'isBanned'>;
}
