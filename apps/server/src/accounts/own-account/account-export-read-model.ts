import type { exportOwnAccount, RouteReply } from '@livestreamer/contracts';
import { rolesOf } from '../../access/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { accountChat } from '../account-chat-read-model.ts';
import { accountShows } from '../account-shows-read-model.ts';
import type { AccountRecord } from '../account-store.ts';
import { accountTraces } from '../account-trace-read-model.ts';

/** Everything that is stored about a person, but for where they are signed in. */
export type AccountExport = Omit<RouteReply<typeof exportOwnAccount>, 'sessions'>;

interface Credential {
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** Names and times; no hash, no secret and no key is ever read. */
export const accountExport = async (db: Db, account: AccountRecord): Promise<AccountExport> => {
  const { id, username, email, language, createdAt, confirmedAt } = account;
  const streamKeys = await db<Credential[]>`
    select name, created_at, last_used_at from stream_key where account_id = ${id} order by created_at, id`;
  const passkeys = await db<Credential[]>`
    select name, created_at, last_used_at from passkey where account_id = ${id} order by created_at, id`;
  const stations = await db<{ slug: string; name: string }[]>`
    select slug, name from station where owner_id = ${id} order by name, id`;
  const stationRoles = await db<{ station: string; role: string; grantedAt: Date }[]>`
    select station.slug as station, station_role.role, station_role.granted_at
    from station_role join station on station.id = station_role.station_id
    where station_role.account_id = ${id}
    order by station.slug, station_role.role`;
  const [protection] = await db<Protection[]>`
    select account.banned_at, account.banned_until, account.ban_reason, second_factor.turned_on_at
    from account left join second_factor on second_factor.account_id = account.id
    where account.id = ${id}`;
  return {
    account: {
      id,
      username,
      email,
      language,
      createdAt: createdAt.toISOString(),
      confirmedAt: instant(confirmedAt),
      roles: await rolesOf(db, id),
      secondFactorSince: instant(protection?.turnedOnAt ?? null),
      ban: banIn(protection),
    },
    streamKeys: streamKeys.map(credential),
    passkeys: passkeys.map(credential),
    stations: [...stations],
    ...(await accountShows(db, id)),
    chat: await accountChat(db, id),
    stationRoles: stationRoles.map(({ grantedAt, ...place }) => ({ ...place, grantedAt: grantedAt.toISOString() })),
    ...(await accountTraces(db, account)),
  };
};

interface Protection {
  readonly bannedAt: Date | null;
  readonly bannedUntil: Date | null;
  readonly banReason: string | null;
  readonly turnedOnAt: Date | null;
}

const banIn = (protection: Protection | undefined): AccountExport['account']['ban'] => {
  if (!protection?.bannedAt) return null;
  const { bannedAt, bannedUntil, banReason } = protection;
  return { reason: banReason ?? '', since: bannedAt.toISOString(), until: instant(bannedUntil) };
};

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

const credential = ({ name, createdAt, lastUsedAt }: Credential) => ({
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: instant(lastUsedAt),
});
