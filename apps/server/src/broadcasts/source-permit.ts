import type { SourceGate, SourcePermit, SourceRequest } from '../audio/index.ts';
import {
  basicCredentialsIn,
  type Caller,
  type CallerOfCookie,
  isCrossSite,
  type OriginAllowed,
  toAppError,
} from '../platform/http/index.ts';
import { AppError, type Clock, withDeadline } from '../platform/index.ts';
import type { StationRecord } from '../stations/index.ts';

export interface SourceGateOptions {
  readonly authenticate: (credentials: { login: string; password: string }) => Promise<Caller | null>;
  readonly callerOfCookie: CallerOfCookie;
  readonly originAllowed: OriginAllowed;
  /** Null means the default station. */
  readonly stationByName: (slug: string | null) => Promise<StationRecord | null>;
  readonly clock: Clock;
  /** Hears of every station that a source was let onto. */
  readonly onPermit: (station: StationRecord) => void;
}

/** Whatever the database does, a source hears whether it may come. */
const ANSWER_DEADLINE_MS = 10_000;
const RETRY_AFTER_S = 5;

type Refusal = Extract<SourcePermit, { allowed: false }>;

const refusal = (code: Refusal['code']): Refusal => ({ allowed: false, code });

/**
 * Who may feed which station: its owner, with the permission to broadcast, and whoever may manage all stations. By name and password
 * (Basic) if they were sent, else by session cookie. The mount's id is the station's, its owner is the account.
 */
export const createSourceGate = (options: SourceGateOptions): SourceGate => {
  const { authenticate, callerOfCookie, originAllowed, stationByName, clock, onPermit } = options;

  const callerOf = async ({ authorization, cookie, from }: SourceRequest): Promise<Caller | Refusal> => {
    const credentials = basicCredentialsIn(authorization);
    if (credentials) return (await authenticate(credentials)) ?? refusal('wrong_credentials');
    // A browser adds the cookie for whatever page asks, also one of a neighbour on the same domain.
    if (isCrossSite(from, originAllowed)) return refusal('cross_site');
    return (await callerOfCookie(cookie)) ?? refusal('not_signed_in');
  };

  const permit: SourceGate = async (request) => {
    const caller = await callerOf(request);
    if ('code' in caller) return caller;
    const station = await stationByName(request.station);
    if (!station) return refusal('not_found');
    if (!mayBroadcast(caller, station)) return refusal('forbidden');
    onPermit(station);
    const { id: mountId, slug, isDefault } = station;
    return { allowed: true, mountId, names: [slug], isDefault, ownerId: caller.accountId };
  };

  return async (request) => {
    const late = () => new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
    try {
      return await withDeadline({ clock, ms: ANSWER_DEADLINE_MS, work: () => permit(request), late });
    } catch (error) {
      throw toAppError(error);
    }
  };
};

const mayBroadcast = ({ accountId, permissions }: Caller, { ownerId }: StationRecord): boolean =>
  permissions.includes('station.broadcast') && (ownerId === accountId || permissions.includes('station.manage'));
