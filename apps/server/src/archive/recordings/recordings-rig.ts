import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@livestreamer/clock';
import type { BroadcastState, Track } from '@livestreamer/contracts';
import { syntheticMp3Frames } from '@livestreamer/framing';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { createAuditLog, guard } from '../../access/index.ts';
import { createBroadcastActs } from '../../broadcasts/index.ts';
import type { Caller } from '../../platform/http/index.ts';
import { type LogFields, type Logger, silentLogger } from '../../platform/index.ts';
import { createRecordings, type Recordings, type RecordingsOptions } from './recordings.ts';

/** Recordings as in the server, with a database and files, behind HTTP; nobody tapes anything. */
export interface RecordingsRig {
  readonly database: TestDatabase;
  readonly dir: string;
  readonly recordings: Recordings;
  readonly http: HttpRig;
  readonly stationId: string;
  /** Every sentence that was logged, with what belongs to it. */
  readonly said: readonly (LogFields & { readonly sentence: string })[];
  /** The shows of which something changed. */
  readonly changed: readonly string[];
  /** A show that was over an hour after it began, unless told; its id. */
  addShow(show?: ShowToAdd): Promise<string>;
  /** Does a job of this name, as the queue would. */
  work(task: string, broadcastId: string): Promise<void>;
  close(): Promise<void>;
}

interface ShowToAdd {
  readonly state?: BroadcastState;
  readonly title?: string;
  readonly endedAt?: Date;
  readonly tracklist?: readonly Track[];
}

export const OWNER_ID = randomUUID();
/** By the `Cookie` header of a request. */
/** Who keeps order: owns nothing here. */
const KEEPER_ID = randomUUID();
const PEOPLE: Readonly<Record<string, Caller>> = {
  owner: { accountId: OWNER_ID, username: 'Zoë', permissions: ['station.broadcast', 'broadcast.edit'] },
  stranger: { accountId: randomUUID(), username: 'Max', permissions: ['station.broadcast', 'broadcast.edit'] },
  keeper: { accountId: KEEPER_ID, username: 'Kim', permissions: ['broadcast.edit', 'station.manage'] },
  listener: { accountId: randomUUID(), username: 'Ann', permissions: [] },
};

export const startRecordingsRig = async (
  options: Partial<RecordingsOptions> & { clock?: Clock } = {},
): Promise<RecordingsRig> => {
  const database = await openTestDatabase();
  const { sql } = database;
  const folder = await mkdtemp(join(tmpdir(), 'livestreamer-recordings-'));
  const dir = join(folder, 'recordings');
  await mkdir(dir);
  const said: (LogFields & { sentence: string })[] = [];
  const changed: string[] = [];
  const say = (fields: LogFields, sentence: string) => void said.push({ ...fields, sentence });
  const log: Logger = { ...silentLogger, info: say, warn: say, error: say };

  await sql`insert into account (id, username, username_key, email, email_key, password_hash, language)
    values (${OWNER_ID}, 'Zoë', 'zoë', 'zoe@radio.example', 'zoe@radio.example', 'x', 'en'),
      (${KEEPER_ID}, 'Kim', 'kim', 'kim@radio.example', 'kim@radio.example', 'x', 'en')`;
  const stationId = randomUUID();
  await sql`insert into station (id, slug, name, owner_id) values (${stationId}, 'radio', 'Radio 4', ${OWNER_ID})`;

  const recordings = createRecordings({
    sql,
    dir,
    tape: { record: () => undefined, stopRecording: async () => undefined },
    measure: async () => ({ loudnessLufs: -16.5, peaks: Uint8Array.of(0, 128, 255), stepMs: 500 }),
    pictureOf: async () => null,
    onChanged: async (broadcastId) => void changed.push(broadcastId),
    acts: createBroadcastActs({ audit: createAuditLog({ clock: systemClock }) }),
    clock: systemClock,
    log,
    ...options,
  });
  const http = await startHttpRig({
    register: recordings.routes,
    guard,
    callerOfCookie: async (cookie) => PEOPLE[cookie ?? ''] ?? null,
  });

  return {
    database,
    dir,
    recordings,
    http,
    stationId,
    said,
    changed,
    addShow: async ({
      state = 'ended',
      title = 'Friday night',
      endedAt = new Date('2026-11-22T21:00:00Z'),
      tracklist = [],
    } = {}) => {
      const id = randomUUID();
      const begun = new Date(endedAt.getTime() - 3_600_000);
      const isOver = state === 'ended' || state === 'published';
      await sql`
        insert into broadcast (id, station_id, account_id, title, state, started_at, last_seen_at, ended_at, published_at, tracklist)
        values (${id}, ${stationId}, ${OWNER_ID}, ${title}, ${state}, ${begun}, ${endedAt}, ${isOver ? endedAt : null},
          ${state === 'published' ? endedAt : null}, ${JSON.stringify(tracklist)}::text::jsonb)`;
      return id;
    },
    work: async (task, broadcastId) => {
      const job = recordings.tasks[task];
      if (!job) throw new Error(`There is no job ${task}.`);
      await job({ broadcastId });
    },
    close: async () => {
      await http.stop();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
};

/** A recording in one part, as the recorder would leave it: synthetic frames of 128 kbps, or what is given. */
export const writeMp3 = async (dir: string, broadcastId: string, mp3: Uint8Array = synthetic(400)): Promise<Buffer> => {
  await writeFile(join(dir, `${broadcastId}.mp3`), mp3);
  return Buffer.from(mp3);
};

const synthetic = (count: number): Buffer => Buffer.concat(syntheticMp3Frames({ count }));
