import type { Db } from '../../platform/postgres/index.ts';

/** Whose picture it is. */
export type PictureHolder = { readonly stationId: string } | { readonly broadcastId: string };

export const insertPicture = async (db: Db, { id, createdAt }: { id: string; createdAt: Date }): Promise<void> => {
  await db`insert into picture (id, created_at) values (${id}, ${createdAt})`;
};

/** Gives it this picture (null: none) and returns the one it had. */
export const changePicture = async (
  db: Db,
  { holder, pictureId }: { holder: PictureHolder; pictureId: string | null },
): Promise<string | null> => {
  const [table, id] = 'stationId' in holder ? [db`station`, holder.stationId] : [db`broadcast`, holder.broadcastId];
  const [before] = await db<
    { artworkId: string | null }[]
  >`select artwork_id from ${table} where id = ${id} for update`;
  await db`update ${table} set artwork_id = ${pictureId} where id = ${id}`;
  return before?.artworkId ?? null;
};

const isUnused = (db: Db) => db`
  not exists (select from station where artwork_id = picture.id)
  and not exists (select from broadcast where artwork_id = picture.id)`;

/** Whether it was deleted; a picture that something shows stays. Several shows of a series may show the same. */
export const deleteUnusedPicture = async (db: Db, id: string): Promise<boolean> => {
  const { count } = await db`delete from picture where id = ${id} and ${isUnused(db)}`;
  return count > 0;
};

/** Deletes pictures from before `before` that nothing shows, so many at most, and returns which. */
export const deleteUnusedPictures = async (
  db: Db,
  { before, limit }: { before: Date; limit: number },
): Promise<string[]> => {
  const rows = await db<{ id: string }[]>`
    delete from picture where id in (
      select id from picture where created_at < ${before} and ${isUnused(db)} order by id limit ${limit} for update skip locked
    )
    returning id`;
  return rows.map(({ id }) => id);
};

/** Which of these the database knows. */
export const knownPictures = async (db: Db, ids: readonly string[]): Promise<Set<string>> => {
  const rows = await db<{ id: string }[]>`select id from picture where id = any(${[...ids]}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
};
