import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createCookieKeeper, createRestClient, type RestClient } from '@livestreamer/client';
import {
  getStation,
  listMessages,
  listStations,
  postMessage,
  sendHeart,
  setChatRoom,
  signIn,
} from '@livestreamer/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { launchBrowser, openPage } from '../testing/browser.ts';
import { ADMIN, type ServerProcess, startServer } from '../testing/built-server.ts';
import { signInSource } from '../testing/built-source.ts';
import { type FaultGround, startFaultGround } from './fault-ground.ts';
import { startFaultListeners } from './fault-listeners.ts';

/** In the middle of a show with fifty listeners behind nginx, and people who chat and send hearts, something breaks. */
const LISTENERS = 50;
const OUTAGE_MS = 30_000;
const BEFORE_MS = 8_000;
const AFTER_MS = 12_000;
/** As often as one person may. */
const TALK_EVERY_MS = 3_200;
const TRY_AGAIN_MS = 500;
const VISITORS = 4;
/** All that is said is in sight at once: a list draws no more than that. */
const TALL = { width: 1_200, height: 12_000 };
const HEART_EVERY_MS = 11_000;
/** Of a restart. */
const MOST_SILENCE_MS = 5_000;
/** Of what is not to be heard at all: less than players have in hand, and this machine has other things to do. */
const NO_SILENCE_MS = 500;
const PATIENCE = { timeout: 90_000, interval: 100 };
const SMALL_DISK = '3m';

let ground: FaultGround;
let server: ServerProcess;
let browser: Browser;
let undo: (() => unknown)[];
const table: string[] = [];
beforeEach(async () => {
  undo = [];
  ground = await startFaultGround();
  undo.push(() => ground.stop());
  server = await startServer(ground.env, { behindNginx: true });
  undo.push(() => server.dispose());
  browser = await launchBrowser();
  undo.push(() => browser.close());
});
afterEach(async () => {
  for (const step of undo.reverse()) await step();
});
afterAll(() => {
  const head =
    '| what happened | silence of the 50 listeners: median | longest | back | acknowledged messages | lost | hearts | lost |';
  process.stdout.write(`${[head, head.replace(/[^|]+/g, ' --- '), ...table].join('\n')}\n`);
});

/** A program between its end and what brings it back: a supervisor waits about a second. */
const RESTART_AFTER_MS = 1_000;

const FAULTS: readonly [name: string, happen: () => Promise<void>, mostSilenceMs: number][] = [
  [
    'the server is killed (kill -9)',
    async () => {
      await server.kill();
      await pause(RESTART_AFTER_MS);
      await server.restart();
    },
    MOST_SILENCE_MS,
  ],
  [
    'the server is restarted (SIGTERM)',
    async () => {
      expect(await server.stop()).toBe(0);
      await server.restart();
    },
    MOST_SILENCE_MS,
  ],
  [
    'PostgreSQL is away for 30 s',
    async () => {
      await ground.stopDatabase();
      await pause(OUTAGE_MS);
      await ground.startDatabase();
    },
    NO_SILENCE_MS,
  ],
  [
    'Redis is away for 30 s, and comes back empty',
    async () => {
      await ground.stopRedis();
      await pause(OUTAGE_MS);
      await ground.startRedis();
    },
    NO_SILENCE_MS,
  ],
  ['FLUSHALL', () => askRedis('FLUSHALL'), NO_SILENCE_MS],
  [
    'the disk of the recordings is full for 30 s',
    async () => {
      const filler = join(server.dataDir, 'recordings', 'filler');
      fillDisk(filler);
      await pause(OUTAGE_MS);
      rmSync(filler);
    },
    NO_SILENCE_MS,
  ],
  [
    'nginx is reloaded',
    async () => {
      await server.front?.reload();
    },
    NO_SILENCE_MS,
  ],
];

it.each(FAULTS)(
  '%s: the show goes on, and nothing that was acknowledged is lost',
  async (name, happen, mostSilenceMs) => {
    if (name.startsWith('the disk')) mountSmallDisk(join(server.dataDir, 'recordings'));
    const source = await signInSource(server.url, server.secrets);
    undo.push(() => source.dispose());
    source.start(['go-live', '--tone', '1000']);
    const rest = createRestClient({ baseUrl: server.url, cookies: createCookieKeeper() });
    await rest.call(signIn, { body: { login: ADMIN.username, password: ADMIN.password } });
    const { slug, broadcastId } = await vi.waitUntil(() => showOnAir(rest), PATIENCE);
    await rest.call(setChatRoom, { params: { station: slug }, body: { writers: 'everyone' } });

    const listeners = startFaultListeners(`${server.url}/stream/${slug}`, LISTENERS);
    undo.push(listeners.stop);
    await vi.waitUntil(() => listeners.hearing() === LISTENERS, PATIENCE);
    const { page, errors } = await openPage(await browser.newContext({ viewport: TALL }), `${server.url}/${slug}`);
    const talkers = [rest, ...Array.from({ length: VISITORS }, visitor)];
    const talks = talkers.map((talker, number) => startTalking(talker, { station: slug, name: `talker ${number}` }));
    const acknowledged = () => talks.flatMap((talk) => talk.acknowledged());
    const hearts = startHearts(slug);
    await pause(BEFORE_MS);

    await happen();
    await pause(AFTER_MS);
    await vi.waitUntil(() => listeners.hearing() === LISTENERS, PATIENCE);
    // Each of them, without a new sign-in.
    for (const talk of talks) {
      const before = talk.acknowledged().length;
      await vi.waitUntil(() => talk.acknowledged().length > before, PATIENCE);
    }
    await Promise.all([...talks, hearts].map((deed) => deed.stop()));

    const lost = missingFrom(acknowledged(), await storedTexts(rest, slug));
    const counted = (await rest.call(getStation, { params: { station: slug } })).live;
    const gapsMs = listeners.longestGapsMs().sort((a, b) => a - b);
    const [median = 0, longest = 0] = [gapsMs[LISTENERS / 2], gapsMs.at(-1)];
    const lostHearts = Math.max(0, hearts.acknowledged() - (counted?.hearts ?? 0));
    table.push(
      `| ${name} | ${Math.round(median)} ms | ${Math.round(longest)} ms | ${listeners.hearing()} | ${acknowledged().length} | ${lost.length} | ${hearts.acknowledged()} | ${lostHearts} |`,
    );
    expect(counted?.broadcastId).toBe(broadcastId);
    expect(lost).toEqual([]);
    expect(lostHearts).toBe(0);
    await onThePageOnce(page, acknowledged());
    expect(longest).toBeLessThanOrEqual(mostSilenceMs);
    expect(errors).toEqual([]);
  },
  240_000,
);

const showOnAir = async (rest: RestClient): Promise<{ slug: string; broadcastId: string } | null> => {
  const { items } = await rest.call(listStations, { query: {} }).catch(() => ({ items: [] }));
  const found = items.find((station) => station.default);
  return found?.live ? { slug: found.slug, broadcastId: found.live.broadcastId } : null;
};

/** Somebody without an account. */
const visitor = (): RestClient => createRestClient({ baseUrl: server.url, cookies: createCookieKeeper() });

/** Says one thing after the other, each until it is acknowledged: as the page does, with a key that makes a repeated one the same. */
const startTalking = (rest: RestClient, { station, name }: { station: string; name: string }) => {
  const acknowledged: string[] = [];
  const end = new AbortController();
  const idle = (ms: number) => pause(ms, null, { signal: end.signal }).catch(() => undefined);
  const talking = (async () => {
    await rest.call(getStation, { params: { station } });
    for (let number = 1; !end.signal.aborted; number += 1) {
      const body = { text: `${name} says ${number}.`, key: `fault-${name.replace(' ', '-')}-${number}` };
      const isTaken = () =>
        rest.call(postMessage, { params: { station }, body }).then(
          () => true,
          () => false,
        );
      let taken = await isTaken();
      while (!taken && !end.signal.aborted) {
        await idle(TRY_AGAIN_MS);
        taken = await isTaken();
      }
      if (taken) acknowledged.push(body.text);
      await idle(TALK_EVERY_MS);
    }
  })();
  return {
    acknowledged: (): readonly string[] => acknowledged,
    stop: () => {
      end.abort();
      return talking;
    },
  };
};

/** Visitors, who send a heart whenever their button lets them. */
const startHearts = (station: string) => {
  let acknowledged = 0;
  const end = new AbortController();
  const visitors = Array.from({ length: 3 }, async () => {
    const rest = visitor();
    await rest.call(getStation, { params: { station } });
    while (!end.signal.aborted) {
      await rest.call(sendHeart, { params: { station } }).then(
        () => {
          acknowledged += 1;
        },
        () => undefined,
      );
      await pause(HEART_EVERY_MS, null, { signal: end.signal }).catch(() => undefined);
    }
  });
  return {
    acknowledged: () => acknowledged,
    stop: () => {
      end.abort();
      return Promise.all(visitors);
    },
  };
};

const storedTexts = async (rest: RestClient, station: string): Promise<Set<string>> => {
  const texts = new Set<string>();
  let before: string | undefined;
  do {
    const page = await rest.call(listMessages, {
      params: { station },
      query: { limit: 100, ...(before === undefined ? {} : { cursor: before }) },
    });
    for (const { text } of page.items) texts.add(text);
    before = page.next ?? undefined;
  } while (before !== undefined);
  return texts;
};

const missingFrom = (wanted: readonly string[], found: ReadonlySet<string>): string[] =>
  wanted.filter((text) => !found.has(text));

const onThePageOnce = (page: Page, texts: readonly string[]): Promise<void> =>
  vi.waitFor(
    async () => {
      const shown = await page.getByRole('article').allInnerTexts();
      const howOften = (text: string): number => shown.filter((article) => article.includes(text)).length;
      expect(texts.filter((text) => howOften(text) !== 1)).toEqual([]);
    },
    { timeout: 15_000, interval: 200 },
  );

const askRedis = (command: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: ground.redisPort() });
    socket.once('error', reject);
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
    socket.write(`${command}\r\n`);
  });

/** A file system of its own, which is soon full. */
const mountSmallDisk = (folder: string): void => {
  execFileSync('mkdir', ['-p', folder]);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK}`, 'tmpfs', folder]);
  undo.push(() => execFileSync('umount', ['--lazy', folder]));
};

const fillDisk = (file: string): void => {
  const { bavail, bsize } = statfsSync(join(file, '..'));
  writeFileSync(file, Buffer.alloc(bavail * bsize));
};
