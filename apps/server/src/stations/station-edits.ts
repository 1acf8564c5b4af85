import type { editStation, LiveBroadcast, makeStation, RouteRequest, StationSettings } from '@livestreamer/contracts';
import { accountByUsername, lockAccount } from '../accounts/index.ts';
import { type CallContext, type Caller, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationAccess } from './station-access.ts';
import { mayMakeStation } from './station-edit-policy.ts';
import {
  insertStation,
  keepFormerSlug,
  lockDefault,
  lockStationFace,
  moveDefault,
  ownsStation,
  updateStationFace,
} from './station-edit-store.ts';
import { lockStationSettings, updateStationSettings } from './station-settings-store.ts';
import { slugOf } from './station-slug.ts';
import { defaultStation } from './station-store.ts';

/** Making and changing stations. Each ends when what it changed is stored, and shown. */
export interface StationEdits {
  /** Returns its slug. */
  make(wish: RouteRequest<typeof makeStation>['body'], context: CallContext): Promise<string>;
  /** Returns its slug, which may be a new one. */
  edit(slug: string, change: RouteRequest<typeof editStation>['body'], context: CallContext): Promise<string>;
  set(slug: string, change: Present<StationSettings>, context: CallContext): Promise<StationSettings>;
}

/** What of a whole was sent. */
type Present<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

export interface StationEditsOptions {
  readonly sql: Sql;
  readonly access: StationAccess;
  readonly onAirNow: (stationId: string) => Promise<LiveBroadcast | null>;
  /** What lists and pages show of a station changed. */
  readonly onChanged: (stationId: string) => Promise<void>;
  /** It has another slug now. */
  readonly onMoved: (moved: StationMove) => void;
}

/** From one slug to another. */
export interface StationMove {
  readonly from: string;
  readonly to: string;
}

export const createStationEdits = (options: StationEditsOptions): StationEdits => {
  const { sql, access, onAirNow, onChanged, onMoved } = options;
  const ownerOf = async (username: string | undefined, caller: Caller): Promise<string> => {
    if (username === undefined) return caller.accountId;
    if (!caller.permissions.includes('station.manage')) throw new AppError('forbidden');
    const owner = await accountByUsername(sql, username);
    if (!owner || owner.deletedAt) throw new AppError('not_found', { message: 'Nobody here has that name.' });
    return owner.id;
  };

  const assertOffAir = async (...stationIds: (string | undefined)[]): Promise<void> => {
    for (const id of stationIds) if (id !== undefined && (await onAirNow(id))) throw new AppError('station_on_air');
  };

  return {
    make: async ({ name, slug = slugOf(name), owner }, context) => {
      const caller = requireCaller(context);
      const ownerId = await ownerOf(owner, caller);
      await sql.begin(async (tx) => {
        await lockAccount(tx, ownerId);
        const answer = mayMakeStation(caller, { ownerId, ownsOne: await ownsStation(tx, ownerId) });
        if (answer === 'no') throw new AppError('forbidden');
        if (answer === 'many') throw new AppError('too_many_of_these');
        await insertStation(tx, { slug, name, ownerId });
        await access.note(tx, { station: { slug, ownerId }, context, action: 'station.make', details: { name } });
      });
      return slug;
    },

    edit: async (knownAs, { default: isDefault, ...change }, context) => {
      const station = await access.editable(knownAs, context);
      if (isDefault && !requireCaller(context).permissions.includes('station.manage')) throw new AppError('forbidden');
      const { id, slug } = station;
      // Rooms, players and sources of a running show know it by its slug, or as the default one.
      if (change.slug !== undefined && change.slug !== slug) await assertOffAir(id);
      if (isDefault) await assertOffAir(id, (await defaultStation(sql))?.id);
      const changed = await sql.begin(async (tx) => {
        if (isDefault) await lockDefault(tx);
        const before = await lockStationFace(tx, id);
        const after = { ...before, ...present(change) };
        await updateStationFace(tx, id, after);
        if (after.slug !== before.slug) await keepFormerSlug(tx, { stationId: id, from: before.slug, to: after.slug });
        if (isDefault) await moveDefault(tx, id);
        const details = { ...present(change), ...(isDefault ? { default: true } : {}) };
        await access.note(tx, { station, context, action: 'station.edit', details: { changed: Object.keys(details) } });
        return after;
      });
      await onChanged(id);
      if (changed.slug !== slug) onMoved({ from: slug, to: changed.slug });
      return changed.slug;
    },

    set: async (slug, change, context) => {
      const station = await access.editable(slug, context);
      const settings = await sql.begin(async (tx) => {
        const before = await lockStationSettings(tx, station.id);
        if (!before) throw new AppError('not_found');
        const after = { ...before, ...present(change) };
        await updateStationSettings(tx, station.id, after);
        await access.note(tx, { station, context, action: 'station.settings', details: present(change) });
        return after;
      });
      await onChanged(station.id);
      return settings;
    },
  };
};

/** Only what was sent: a name that is there with nothing in it must not undo what is stored. */
const present = <T extends object>(change: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  }; // the same names and values, without what is undefined
