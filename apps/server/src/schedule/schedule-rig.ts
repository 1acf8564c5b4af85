import { createFakeClock } from '@livestreamer/clock';
import { type Permission, planShow } from '@livestreamer/contracts';
import { expect, vi } from 'vitest';
import type { z } from 'zod';
import { openTestDatabase } from '../../testing/test-database.ts';
import type { LetterToSend } from '../mail/index.ts';
import type { Caller } from '../platform/http/index.ts';
import { AppError, systemChance as chance, silentLogger } from '../platform/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { PlanChange } from './plan-change.ts';
import { createReminders } from './reminders/reminders.ts';
import { createSchedule } from './schedule.ts';
import { createScheduleBroadcasters } from './schedule-broadcasters.ts';
import { createScheduleChanges } from './schedule-changes.ts';
import { createSchedulePlanning } from './schedule-planning.ts';
import { createScheduleRolling } from './schedule-rolling.ts';
import { lockSchedule } from './schedule-store.ts';

type GivenPlan = Partial<z.input<typeof planShow.body & {}>>;

/** Monday, noon. */
export const RIG_NOW = '2026-11-02T12:00:00.000Z';

/** The schedule of a station on a real database, with a clock of its own; letters are kept instead of sent. */
export const openScheduleRig = async () => {
  const database = await openTestDatabase();
  const { sql } = database;
  const clock = createFakeClock(Date.parse(RIG_NOW));
  const letters: LetterToSend[] = [];
  let letterFails = false;

  const makeAccount = async (username: string, permissions: Permission[] = []): Promise<Caller> => {
    const [row] = await sql<{ id: string }[]>`
      insert into account (username, username_key, email, email_key, password_hash, confirmed_at)
      values (${username}, ${username}, ${`${username}@radio.example`}, ${`${username}@radio.example`}, 'x', now())
      returning id`;
    return { accountId: row?.id ?? '', username, permissions };
  };
  const owner = await makeAccount('owner', ['station.broadcast', 'broadcast.edit']);
  const dj = await makeAccount('deejay');
  const team = new Set([dj.accountId]);
  const makeStation = async (slug: string): Promise<StationRecord> => {
    const [row] = await sql<StationRecord[]>`
      insert into station (slug, name, owner_id) values (${slug}, ${slug}, ${owner.accountId})
      returning id, slug, name, is_default, owner_id, hearts_from, accent, artwork_id`;
    if (!row) throw new Error('No station was made.');
    return row;
  };
  const station = await makeStation('club');

  const changed: string[] = [];
  const problems: unknown[] = [];
  const log = { ...silentLogger, warn: (fields: unknown) => void problems.push(fields) };
  const options = {
    sql,
    clock,
    chance,
    log,
    stationByName: async (slug: string) => (slug === 'club' ? station : null),
    isCoBroadcaster: async ({ accountId }: { accountId: string }) => team.has(accountId),
    onChanged: async ({ ids }: { ids: readonly string[] }) => void changed.push(...ids),
    siteUrl: () => 'https://radio.example',
    queueLetter: async (_: unknown, letter: LetterToSend) => {
      const fails = letterFails;
      letterFails = false;
      if (fails) throw new Error('No letter can be queued.');
      letters.push(letter);
    },
  };
  const withTeam = { ...options, broadcasters: createScheduleBroadcasters(options) };
  const planning = createSchedulePlanning(withTeam);
  const changes = createScheduleChanges(withTeam);
  const bodySchema = planShow.body;
  if (!bodySchema) throw new Error('Plans have a body.');

  return {
    sql,
    clock,
    station,
    owner,
    dj,
    team,
    letters,
    changed,
    problems,
    /** One server that looks after the schedule. */
    start: () => {
      const { part } = createSchedule(options);
      void part.start?.();
      return { stop: async () => part.stop?.() };
    },
    makeAccount,
    makeStation,
    roll: createScheduleRolling(options),
    remind: createReminders(options),
    plan: async (given: GivenPlan = {}, caller = owner): Promise<string> => {
      const plan = {
        station: 'club',
        title: 'Night',
        startsAt: '2026-11-03T19:00:00Z',
        endsAt: '2026-11-03T21:00:00Z',
      };
      return (await planning.plan(caller, bodySchema.parse({ ...plan, timeZone: 'Europe/Berlin', ...given }))).id;
    },
    change: (id: string, change: Partial<PlanChange>, caller = owner) =>
      changes.change(caller, id, { scope: 'one', ...change }),
    callOff: (id: string, scope: PlanChange['scope'] = 'one', caller = owner) => changes.callOff(caller, id, scope),
    /** What is planned, as `Tue 03 Nov 20:00-22:00 Night`, by the clock of Berlin; what is not `scheduled` says so. */
    shows: async (): Promise<string[]> => {
      const rows = await sql<{ title: string; state: string; plannedStart: Date; plannedEnd: Date }[]>`
        select title, state, planned_start, planned_end from broadcast order by planned_start, id`;
      return rows.map(({ title, state, plannedStart, plannedEnd }) =>
        `${day.format(plannedStart).replace(',', '')} ${time.format(plannedStart)}-${time.format(plannedEnd)} ${title} ${state}`.replace(
          / scheduled$/,
          '',
        ),
      );
    },
    idOf: async (start: string): Promise<string> => {
      const [row] = await sql<{ id: string }[]>`select id from broadcast where planned_start = ${start}`;
      if (!row) throw new Error(`Nothing begins at ${start}.`);
      return row.id;
    },
    setState: (id: string, state: string) =>
      state === 'live'
        ? sql`update broadcast set state = 'live', started_at = planned_start, last_seen_at = planned_start where id = ${id}`
        : sql`update broadcast set state = ${state} where id = ${id}`,
    /** Begins all of `work` while the schedule is locked, and lets go when each waits for it: now they are at the same point. */
    atOnce: async <T>(work: readonly (() => Promise<T>)[]): Promise<T[]> => {
      const waiting = () => sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      let begun: Promise<T>[] = [];
      await sql.begin(async (tx) => {
        await lockSchedule(tx, station.id);
        begun = work.map((one) => one());
        await vi.waitFor(async () => expect(await waiting()).toHaveLength(work.length), { timeout: 10_000 });
      });
      return Promise.all(begun);
    },
    failNextLetter: () => {
      letterFails = true;
    },
    close: database.close,
  };
};

export type ScheduleRig = Awaited<ReturnType<typeof openScheduleRig>>;

/** The code and the message of what was refused, or `done`. */
export const refusalOf = (work: Promise<unknown>): Promise<{ code: string; message: string }> =>
  work.then(
    () => ({ code: 'done', message: '' }),
    (error: unknown) => {
      if (error instanceof AppError) return { code: error.code, message: error.message };
      throw error;
    },
  );

const timeZone = 'Europe/Berlin';
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: '2-digit', month: 'short', timeZone });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
