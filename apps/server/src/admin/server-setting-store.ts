import type { Db, Json } from '../platform/postgres/index.ts';

/** The value of a setting; undefined when nobody has set it. */
export const settingValue = async (db: Db, name: string): Promise<unknown> => {
  const [row] = await db<{ value: unknown }[]>`select value from server_setting where name = ${name}`;
  return row?.value;
};

export const upsertSetting = async (db: Db, { name, value }: { name: string; value: Json }): Promise<void> => {
  await db`
    insert into server_setting (name, value) values (${name}, ${db.json(value)})
    on conflict on constraint server_setting_pkey do update set value = excluded.value`;
};
