import type { Clock } from '@livestreamer/clock';
import { AppError, type Logger, type Part } from '../platform/index.ts';
import { mayStandForMany, type RateLimits, rangeOf } from '../platform/limits/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { bannedRanges, sweepAddressBans, upsertAddressBan } from './address-ban-store.ts';

/** Addresses that are refused before anything is read from them, for a while. */
export interface AddressBans {
  /** Asked for each connection and request: a look into memory. */
  isBanned(address: string): boolean;
  /** Hears of each request that was refused as one too many. Who goes on all the same is banned. */
  noteRefusal(address: string): void;
  /** Reads anew what is banned; call it after a change. */
  refresh(): Promise<void>;
  /** Keeps the memory true while the server runs: other servers ban too. */
  readonly part: Part;
}

/** How long the server bans by itself. */
const BAN_MS = 15 * 60_000;
/** How soon a ban on another server counts here. */
const REFRESH_MS = 10_000;
/** Bans in memory, and of the server's own in the database; the newest are kept. A range costs some hundred bytes. */
const MOST_RANGES = 100_000;
/** One warning an hour is enough for an address that is never banned. */
const WARN_MS = 3_600_000;

interface AddressBansOptions {
  readonly sql: Sql;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly log: Logger;
  readonly mostRanges?: number;
}

/** Addresses that may stand for many are never banned by the server itself. */
export const createAddressBans = (options: AddressBansOptions): AddressBans => {
  const { sql, limits, clock, log, mostRanges: most = MOST_RANGES } = options;
  /** The oldest first, which goes first when there are too many. */
  let untilByRange = new Map<string, number>();
  /** Banned here, and not in the database: it is away. */
  const unstored = new Map<string, number>();
  let warnedMs = Number.NEGATIVE_INFINITY;

  const keep = (bans: Map<string, number>, { range, untilMs }: { range: string; untilMs: number }): void => {
    const [oldest] = bans.keys();
    if (bans.size >= most && oldest !== undefined) bans.delete(oldest);
    bans.set(range, untilMs);
  };

  const refresh = async (): Promise<void> => {
    const now = new Date(clock.now());
    await sweepAddressBans(sql, { now, most });
    const rows = await bannedRanges(sql, { now, most });
    untilByRange = new Map(rows.reverse().map(({ range, until }) => [range, until.getTime()]));
    for (const [range, untilMs] of [...unstored]) {
      if (untilMs > now.getTime()) keep(untilByRange, { range, untilMs });
      else unstored.delete(range);
    }
  };

  const refreshQuietly = (): void => {
    refresh().catch((err: unknown) =>
      log.warn({ err }, 'The banned addresses could not be read; those known so far stay banned.'),
    );
  };

  const warnOfProxy = (): void => {
    const nowMs = clock.monotonicMs();
    if (nowMs - warnedMs < WARN_MS) return;
    warnedMs = nowMs;
    log.warn(
      {},
      'A flood came from an address of this machine or network. If a proxy stands there, name it in TRUSTED_PROXIES.',
    );
  };

  const ban = async (address: string): Promise<void> => {
    const bannedAt = new Date(clock.now());
    const until = new Date(bannedAt.getTime() + BAN_MS);
    const range = rangeOf(address);
    keep(untilByRange, { range, untilMs: until.getTime() });
    keep(unstored, { range, untilMs: until.getTime() });
    log.warn({ range, until }, 'An address is banned for a while: it went on after it was told to wait.');
    await upsertAddressBan(sql, { range, reason: 'flood', bannedAt, until, bannedBy: null });
    unstored.delete(range);
  };

  let refreshing: { cancel(): void } | null = null;
  return {
    isBanned: (address) => {
      if (untilByRange.size === 0) return false;
      const untilMs = untilByRange.get(rangeOf(address));
      return untilMs !== undefined && untilMs > clock.now();
    },
    noteRefusal: (address) => {
      limits.take('refused-address', rangeOf(address)).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'too_many_requests')
          return log.warn({ err: error }, 'A refusal could not be counted.');
        if (mayStandForMany(address)) return warnOfProxy();
        return ban(address).catch((err: unknown) =>
          log.warn({ err }, 'A ban could not be stored; it holds on this server.'),
        );
      });
    },
    refresh,
    part: {
      name: 'address bans',
      start: async () => {
        await refresh();
        refreshing = clock.every(REFRESH_MS, refreshQuietly);
      },
      stop: async () => refreshing?.cancel(),
    },
  };
};
