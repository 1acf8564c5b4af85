import type { ChatRule } from '@livestreamer/contracts';
import type { Db } from '../../platform/postgres/index.ts';

/** A rule as it is stored: words as they were written, hosts in their ASCII form. */
export type ChatRuleRecord = ChatRule;

/** The rules of a station, the oldest first. */
export const rulesOf = (db: Db, stationId: string): Promise<ChatRuleRecord[]> =>
  db<ChatRuleRecord[]>`
    select id, kind, pattern, act from chat_rule where station_id = ${stationId} order by made_at, id`;

/** How often the rules of a station have changed. */
export const rulesRevisionOf = async (db: Db, stationId: string): Promise<number> => {
  const [row] = await db<{ revision: number }[]>`
    select rules_revision::float8 as revision from chat_room where station_id = ${stationId}`;
  return row?.revision ?? 0;
};

/** Tells all servers that what they have in memory is old. Its room is the transaction's until that ends. */
export const countRuleChange = async (db: Db, stationId: string): Promise<void> => {
  await db`
    insert into chat_room (station_id, rules_revision) values (${stationId}, 1)
    on conflict on constraint chat_room_pkey do update set rules_revision = chat_room.rules_revision + 1`;
};

export const insertRule = async (
  db: Db,
  { stationId, kind, pattern, act, at }: Omit<ChatRuleRecord, 'id'> & { stationId: string; at: Date },
): Promise<ChatRuleRecord> => {
  const [rule] = await db<ChatRuleRecord[]>`
    insert into chat_rule (station_id, kind, pattern, act, made_at) values (${stationId}, ${kind}, ${pattern}, ${act}, ${at})
    returning id, kind, pattern, act`;
  if (!rule) throw new Error('A rule was not stored.');
  return rule;
};

/** The rule that is gone now; null: there was none. */
export const deleteRule = async (
  db: Db,
  { stationId, id }: { stationId: string; id: string },
): Promise<ChatRuleRecord | null> => {
  const [rule] = await db<ChatRuleRecord[]>`
    delete from chat_rule where station_id = ${stationId} and id = ${id} returning id, kind, pattern, act`;
  return rule ?? null;
};
