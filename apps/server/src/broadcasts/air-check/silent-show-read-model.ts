import type { LetterLanguage } from '@livestreamer/contracts';
import type { Db } from '../../platform/postgres/index.ts';

/** A show on air, and whom to write to about it. */
export interface SilentShow {
  readonly broadcastId: string;
  readonly title: string;
  readonly station: string;
  readonly stationName: string;
  readonly accountId: string;
  readonly username: string;
  readonly email: string;
  readonly language: LetterLanguage;
}

/** What is on air on a station; null: nothing, or its broadcaster has no confirmed address any more. */
export const silentShowOn = async (db: Db, stationId: string): Promise<SilentShow | null> => {
  const [row] = await db<SilentShow[]>`
    select broadcast.id as broadcast_id, broadcast.title, station.slug as station, station.name as station_name,
      account.id as account_id, account.username, account.email, account.language
    from broadcast
      join station on station.id = broadcast.station_id
      join account on account.id = broadcast.account_id
    where broadcast.station_id = ${stationId} and broadcast.state in ('live', 'reconnecting')
      and account.deleted_at is null and account.confirmed_at is not null`;
  return row ?? null;
};
