import type { Clock } from '@livestreamer/clock';
import type { SourceGate, SourcePermit, SourceRequest } from '../audio/index.ts';
import {
  type AddressOf,
  basicCredentialsIn,
  type Caller,
  isCrossSite,
  type OriginAllowed,
  toAppError,
} from '../platform/http/index.ts';
import { AppError, withDeadline } from '../platform/index.ts';
import type { StationRecord } from '../stations/index.ts';

/** Whoever sends audio. */
export interface SourceCaller extends Caller {
  /** Who they are now, by what let them in; null when that is worth nothing any more. */
  readonly again: () => Promise<Caller | null>;
}

export interface SourceGateOptions {
  /** Throws `too_many_requests`. */
  readonly authenticate: (attempt: {
    login: string;
    password: string;
    address: string;
  }) => Promise<SourceCaller | null>;
  /** The address of the person, also behind trusted proxies. */
  readonly addressOf: AddressOf;
  readonly callerOfCookie: (cookieHeader: string | null, address: string) => Promise<SourceCaller | null>;
  /** Hears of each who was told to wait. */
  readonly noteRefusal: (address: string) => void;
  readonly originAllowed: OriginAllowed;
  /** Null means the default station. */
  readonly stationByName: (slug: string | null) => Promise<StationRecord | null>;
  /** Whether somebody may feed this one station though it is not theirs. */
  readonly isCoBroadcaster: (who: { accountId: string; station: StationRecord }) => Promise<boolean>;
  readonly clock: Clock;
  /** Hears of every station that a source was let onto. */
  readonly onPermit: (station: StationRecord, accountId: string) => Promise<void>;
}

/** Whatever the database does, a source hears whether it may come. */
const ANSWER_DEADLINE_MS = 10_000;
const RETRY_AFTER_S = 5;

type Refusal = Extract<SourcePermit, { allowed: false }>;

const refusal = (code: Refusal['code']): Refusal => ({ allowed: false, code });

/**
 * Who may feed which station: its owner, with the permission to broadcast, its co-broadcasters, and whoever may manage all stations. By name
 * and password (Basic) if they were sent, else by session cookie. The mount's id is the station's, its owner is the account.
 */
export const createSourceGate = (options: SourceGateOptions): SourceGate => {
  const { authenticate, addressOf, callerOfCookie, noteRefusal, originAllowed } = options;
  const { stationByName, clock, onPermit } = options;

  const inTime = async <T>(work: () => Promise<T>): Promise<T> => {
    const late = () => new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
    try {
      return await withDeadline({ clock, ms: ANSWER_DEADLINE_MS, work, late });
    } catch (error) {
      throw toAppError(error);
    }
  };

  const callerOf = async (request: SourceRequest): Promise<SourceCaller | Refusal> => {
    const { authorization, cookie, address: remoteAddress, forwardedFor, from } = request;
    const address = addressOf({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwardedFor ?? undefined } });
    const credentials = basicCredentialsIn(authorization);
    if (credentials) {
      const tooMany = (error: unknown): Refusal => {
        if (!(error instanceof AppError) || error.code !== 'too_many_requests') throw error;
        noteRefusal(address);
        return refusal(error.code);
      };
      return (await authenticate({ ...credentials, address }).catch(tooMany)) ?? refusal('wrong_credentials');
    }
    // A browser adds the cookie for whatever page asks, also one of a neighbour on the same domain.
    if (isCrossSite(from, originAllowed)) return refusal('cross_site');
    return (await callerOfCookie(cookie, address)) ?? refusal('not_signed_in');
  };

  const mayFeed = createMayFeed(options);

  const permit: SourceGate = async (request) => {
    const caller = await callerOf(request);
    if ('code' in caller) return caller;
    const station = await stationByName(request.station);
    if (!station) return refusal('not_found');
    if (!(await mayFeed(caller, station))) return refusal('forbidden');
    await onPermit(station, caller.accountId);
    const { id: mountId, slug, formerSlugs, isDefault } = station;
    return {
      allowed: true,
      mountId,
      names: [slug, ...formerSlugs],
      isDefault,
      ownerId: caller.accountId,
      // Co-broadcasters may only as long as the station's owner.
      dependsOn: [caller.accountId, station.ownerId],
      stillHolds: () =>
        inTime(async () => {
          const now = await caller.again();
          return now !== null && (await mayFeed(now, station));
        }),
    };
  };

  return (request) => inTime(() => permit(request));
};

/** Whether somebody may feed a station. */
export const createMayFeed =
  ({ isCoBroadcaster }: Pick<SourceGateOptions, 'isCoBroadcaster'>) =>
  async (caller: Caller, station: StationRecord): Promise<boolean> =>
    mayBroadcast(caller, station) || isCoBroadcaster({ accountId: caller.accountId, station });

const mayBroadcast = ({ accountId, permissions }: Caller, { ownerId }: StationRecord): boolean =>
  permissions.includes('station.broadcast') && (ownerId === accountId || permissions.includes('station.manage'));
