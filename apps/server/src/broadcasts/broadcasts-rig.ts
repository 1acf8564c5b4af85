import { type Clock, createFakeClock, type FakeClock, type Timer } from '@livestreamer/clock';
import type { LiveBroadcast, Permission, Track } from '@livestreamer/contracts';
import type { AudioEvents } from '../audio/index.ts';
import {
  systemChance as chance,
  createTypedEvents,
  type LogFields,
  silentLogger,
  type TypedEvents,
} from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { PlannedShow } from './broadcast-events.ts';
import { type Broadcasts, createBroadcasts } from './broadcasts.ts';
import { createLiveStateStore, type LiveStateStore } from './live-state.ts';

/** One server process as broadcasts see it: the audio engine is played by the test. */
export interface BroadcastsRig {
  readonly broadcasts: Broadcasts;
  readonly audio: TypedEvents<AudioEvents>;
  /** Every change that was told: `live 0`, `reconnecting 3`, `off air`; figures with a dot before. */
  readonly told: readonly string[];
  readonly errors: readonly LogFields[];
  /** The shows whose end was stored, as the ending transaction saw it. */
  readonly endings: readonly string[];
  /** `began`, `continued` and `ended`, in order. */
  readonly events: readonly string[];
  /** Lets a source of this account onto the station, and its first frame come. */
  goLive(account?: RigAccount, title?: string | null): Promise<void>;
  /** The process stops in order; does nothing after a crash. */
  stop(): Promise<void>;
  /** The process is gone from one moment to the next. */
  crash(): void;
}

export type RigAccount = 'zoe' | 'root';

/** A station with its owner, another account, and a clock that all processes on it share. */
export interface RigStation {
  readonly sql: Sql;
  readonly station: StationRecord;
  readonly clock: FakeClock;
  readonly accountIds: Readonly<Record<RigAccount, string>>;
  readonly liveStates: LiveStateStore;
  /** What was announced for whoever goes live next. */
  readonly planned: { show: PlannedShow | null };
  /** A process that has started. The one before goes on unless it was stopped or has crashed. */
  process(sql?: Sql): Promise<BroadcastsRig>;
  /** The station's shows as they are stored, the oldest first. */
  stored(): Promise<StoredBroadcast[]>;
}

export interface StoredBroadcast {
  readonly id: string;
  readonly accountId: string;
  readonly title: string;
  readonly state: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly lastSeenAt: Date;
  readonly peak: number;
  readonly listenerSeconds: number;
  readonly hearts: number;
  readonly heartMinutes: readonly number[];
  readonly tracklist: readonly Track[];
}

export const RIG_GRACE_MS = 60_000;

let stations = 0;

/** On a migrated database. The shows of earlier rigs are over. */
export const createRigStation = async (sql: Sql, makeLiveStates = createLiveStateStore): Promise<RigStation> => {
  stations += 1;
  await sql`update broadcast set state = 'ended', ended_at = last_seen_at where state in ('live', 'reconnecting')`;
  const clock = createFakeClock();
  const liveStates = makeLiveStates({ clock });
  const account = async (name: string): Promise<string> => {
    const key = `${name}-${stations}`;
    const [row] = await sql<{ id: string }[]>`
      insert into account (username, username_key, email, email_key, password_hash)
      values (${key}, ${key}, ${`${key}@radio.example`}, ${`${key}@radio.example`}, 'x') returning id`;
    if (!row) throw new Error('No account was made.');
    return row.id;
  };
  const planned: { show: PlannedShow | null } = { show: null };
  const accountIds = { zoe: await account('zoe'), root: await account('root') };
  const [station] = await sql<StationRecord[]>`
    insert into station (slug, name, owner_id) values (${`club-${stations}`}, 'The Club', ${accountIds.zoe})
    returning id, slug, name, is_default, owner_id, hearts_from, '{}'::text[] as former_slugs`;
  if (!station) throw new Error('No station was made.');

  const startProcess = async (processSql = sql): Promise<BroadcastsRig> => {
    const errors: LogFields[] = [];
    const told: string[] = [];
    const endings: string[] = [];
    const happened: string[] = [];
    const audio = createTypedEvents<AudioEvents>((error) => errors.push({ error }));
    const timers = createMortalTimers(clock);
    const broadcasts = createBroadcasts({
      sql: processSql,
      liveStates,
      limits: { take: async () => undefined, giveBack: async () => undefined },
      visitors: { personOf: () => 'somebody' },
      plannedFor: async () => planned.show,
      mayHeart: async () => undefined,
      onEnding: async (_, { broadcastId }) => void endings.push(broadcastId),
      onHeart: () => undefined,
      extrasOf: async () => ({ recording: null, bookmarked: false }),
      authenticate: async ({ login }) => {
        if (login !== 'zoe' && login !== 'root') return null;
        const permissions: Permission[] = ['station.broadcast', 'station.manage'];
        const caller = { accountId: accountIds[login], username: login, permissions };
        return { ...caller, again: async () => caller };
      },
      noteRefusal: () => undefined,
      addressOf: () => '192.0.2.1',
      callerOfCookie: async () => null,
      originAllowed: () => true,
      stationByName: async () => station,
      isCoBroadcaster: async () => false,
      graceMs: RIG_GRACE_MS,
      clock: timers.clock,
      chance,
      log: { ...silentLogger, error: (fields) => errors.push(fields) },
    });
    broadcasts.events.on('changed', ({ live, urgent }) => told.push(`${urgent ? '' : '.'}${textOf(live)}`));
    for (const name of ['began', 'continued', 'ended'] as const) broadcasts.events.on(name, () => happened.push(name));
    broadcasts.heed(audio);
    await broadcasts.start();
    return {
      broadcasts,
      audio,
      told,
      errors,
      endings,
      events: happened,
      goLive: async (account = 'zoe', title = null) => {
        const authorization = `Basic ${Buffer.from(`${account}:x`).toString('base64')}`;
        const permit = await broadcasts.sourceGate({
          station: null,
          authorization,
          cookie: null,
          address: '192.0.2.1',
          forwardedFor: null,
          from: {},
        });
        if (!permit.allowed) throw new Error(`The source was refused: ${permit.code}.`);
        audio.emit('on-air', { mountId: permit.mountId, ownerId: permit.ownerId, title });
      },
      stop: async () => {
        if (timers.isAlive()) await broadcasts.stop();
      },
      crash: timers.kill,
    };
  };

  return {
    sql,
    station,
    clock,
    accountIds,
    liveStates,
    planned,
    process: startProcess,
    stored: () => sql<StoredBroadcast[]>`
      select id, account_id, title, state, started_at, ended_at, last_seen_at, peak,
        listener_seconds::float8 as listener_seconds, hearts, heart_minutes, tracklist
      from broadcast where station_id = ${station.id} order by started_at, id`,
  };
};

/** The clock as one process sees it, until it dies with all its timers. */
const createMortalTimers = (clock: Clock) => {
  const timers = new Set<Timer>();
  let alive = true;
  const keep = (timer: Timer): Timer => {
    timers.add(timer);
    return timer;
  };
  const mortal: Clock = {
    ...clock,
    after: (delayMs, run) => keep(clock.after(delayMs, run)),
    every: (intervalMs, run) => keep(clock.every(intervalMs, run)),
  };
  const kill = (): void => {
    alive = false;
    for (const timer of timers) timer.cancel();
  };
  return { clock: mortal, kill, isAlive: () => alive };
};

const textOf = (live: LiveBroadcast | null): string => (live ? `${live.state} ${live.listeners}` : 'off air');
