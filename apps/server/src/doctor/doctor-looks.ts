import type { Clock } from '@livestreamer/clock';
import type { CheckId } from '@livestreamer/contracts';
import type { Chance } from '../platform/index.ts';
import { type Finding, skipped, under } from './doctor-check.ts';
import type { DoctorSettings } from './doctor-settings.ts';
import { aheadOfDate, type ClockDifference, checkClock } from './machine/clock-check.ts';
import { judgeDatabase, lookAtDatabase } from './machine/database-check.ts';
import { checkDisk } from './machine/disk-check.ts';
import { checkFileDescriptors } from './machine/file-descriptor-check.ts';
import { checkMail } from './machine/mail-check.ts';
import { checkPort } from './machine/port-check.ts';
import { checkRedis } from './machine/redis-check.redis.ts';
import { CLAIMED_ADDRESS, ECHO_PLACES } from './self-check/self-check-seam.ts';
import { judgeCaller } from './way/caller-check.ts';
import { checkHeaders } from './way/header-check.ts';
import { checkAudio, checkEvents } from './way/held-reply-check.ts';
import { judgeReach } from './way/reach-check.ts';
import { judgeScheme } from './way/scheme-check.ts';
import { checkSources } from './way/source-check.ts';
import { checkTls } from './way/tls-check.ts';
import { checkUploads } from './way/upload-check.ts';
import { checkUploadSize } from './way/upload-size-check.ts';
import { createWay, type EchoAnswer, type Way } from './way/way-to-server.ts';
import { checkWebSocket } from './way/websocket-check.ts';

/** What each check does to find something. */
export type Looks = Readonly<Record<CheckId, () => Finding | Promise<Finding>>>;

interface LooksOptions {
  readonly settings: DoctorSettings;
  readonly holdMs: number;
  readonly clock: Clock;
  readonly chance: Chance;
}

const NEAR_MS = 3_000;
const FAR_MS = 5_000;
/** What is gathered shows by then, and who is cut off comes back by itself. */
const MOST_EVENTS_MS = 4_000;

const CLAIM = { deadlineMs: FAR_MS, headers: { 'x-forwarded-for': CLAIMED_ADDRESS } } as const;
const [, ...OTHER_PLACES] = ECHO_PLACES;

/** Begins with one request on the server's own port and one by PUBLIC_URL; what more is asked depends on who answers. */
export const beginLooks = ({ settings, holdMs, clock, chance }: LooksOptions): Looks => {
  const { localUrl, publicUrl, sourceUrl, sessionSecret: secret, port } = settings;
  const wayTo = (origin: string): Way => createWay({ origin, secret, clock, chance });
  const here = wayTo(localUrl).echo({ deadlineMs: NEAR_MS });
  const database = lookAtDatabase({ url: settings.databaseUrl, clock });
  const byPublicUrl = publicUrl === null ? null : beginByPublicUrl(wayTo(publicUrl));

  /** The checks of the way, where there is one. */
  const onTheWay = (look: (arrived: Arrived) => Finding | Promise<Finding>) => async (): Promise<Finding> => {
    if (byPublicUrl === null) return NO_PUBLIC_URL;
    const there = await byPublicUrl.there;
    if (there.from !== 'this server')
      return skipped('PUBLIC_URL does not lead to the server, so nothing came by it that could be looked at.');
    return look({ ...there, way: byPublicUrl.way, publicUrl: byPublicUrl.way.origin });
  };

  /** The first place where it is not well tells. */
  const atEachPlace = (judge: (arrived: Arrived) => Finding) =>
    onTheWay(async (arrived) => {
      const found = judge(arrived);
      if (found.state !== 'ok') return found;
      for (const { at, path } of OTHER_PLACES) {
        const met = await arrived.way.echo({ ...CLAIM, path });
        // Whether anything is let through there, other checks tell.
        if (met.from !== 'this server') continue;
        const foundThere = judge({ ...arrived, ...met });
        if (foundThere.state !== 'ok') return under(at, foundThere);
      }
      return found;
    });

  return {
    ports: async () => checkPort({ ...settings, here: await here }),
    'file-descriptors': async () => {
      const met = await here;
      const isRunning = met.from === 'this server';
      return checkFileDescriptors({ ...(isRunning ? met.echo : settings), isRunning });
    },
    clock: async () => checkClock(differencesOf(await database, await byPublicUrl?.there)),
    disk: () => checkDisk({ ...settings, chance }),
    database: async () => judgeDatabase(await database),
    redis: () => checkRedis(settings.redisUrl),
    mail: () => checkMail(settings),
    tls: () => (publicUrl === null ? NO_PUBLIC_URL : checkTls({ publicUrl, clock, deadlineMs: FAR_MS })),
    reach: async () =>
      byPublicUrl === null
        ? NO_PUBLIC_URL
        : judgeReach({
            publicUrl: byPublicUrl.way.origin,
            there: await byPublicUrl.there,
            here: await here,
            origin: localUrl,
          }),
    addresses: atEachPlace(judgeCaller),
    scheme: atEachPlace(judgeScheme),
    headers: onTheWay(({ way }) => checkHeaders(way, FAR_MS)),
    websocket: onTheWay(({ way }) => checkWebSocket(way, holdMs)),
    events: onTheWay(({ way }) => checkEvents(way, Math.min(holdMs, MOST_EVENTS_MS))),
    audio: onTheWay(({ way }) => checkAudio(way, holdMs)),
    uploads: onTheWay(({ way }) => checkUploads(way, holdMs)),
    'upload-size': onTheWay(({ way }) => checkUploadSize(way)),
    sources: onTheWay((arrived) => checkSources({ ...arrived, sourceUrl, port, wayTo })),
  };
};

const NO_PUBLIC_URL = skipped(
  'PUBLIC_URL is not set, so nothing comes by it that could be looked at.',
  'PUBLIC_URL=https://radio.example',
);

type Arrived = Extract<EchoAnswer, { from: 'this server' }> & { readonly way: Way; readonly publicUrl: string };

const beginByPublicUrl = (way: Way) => {
  return { way, there: way.echo(CLAIM) };
};

const differencesOf = (
  database: Awaited<ReturnType<typeof lookAtDatabase>>,
  there: EchoAnswer | undefined,
): ClockDifference[] => {
  const differences: ClockDifference[] = [];
  if (database !== null && 'aheadMs' in database) differences.push({ of: 'the database', aheadMs: database.aheadMs });
  if (there?.from === 'this server') {
    const { headers, receivedAtMs, tookMs } = there.answer;
    const aheadMs = aheadOfDate(headers.date, { sentAtMs: receivedAtMs - tookMs, receivedAtMs });
    if (aheadMs !== null) differences.push({ of: 'the public address', aheadMs });
  }
  return differences;
};
