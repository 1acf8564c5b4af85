import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get as getTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCookieKeeper, createRestClient, type RestClient } from '@livestreamer/client';
import { listMessages, listStations, postMessage, signIn } from '@livestreamer/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestServices, type TestServices } from '../tools/test-services/test-services.ts';
import { heardFrequency, launchBrowser, openPage } from './testing/browser.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';
import { signInSource } from './testing/built-source.ts';
import { startDjTool } from './testing/dj-tool.ts';
import { heardGaps, watchGaps } from './testing/page-gaps.ts';

const HZ = 1_000;
/** One gap, and not longer than that; where a server alone takes so long to start, its time and a little more. */
const GAP_MS = 5_000;
const BEYOND_START_MS = 1_500;
const waits = { timeout: 60_000, interval: 100 };
const TALK_EVERY_MS = 400;
const RETRY_MS = 500;
/** 128 kbps. */
const BYTES_PER_MS = 16;

let server: ServerProcess;
let browser: Browser;
let services: TestServices;
let undo: (() => unknown)[];
beforeEach(async () => {
  undo = [];
  // As in production: what has to start anew is the server alone.
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-e2e-services-'));
  chmodSync(folder, 0o755);
  services = await startTestServices(folder);
  undo.push(() => services.stop().then(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })));
  const { databaseUrl, redisUrl } = services;
  server = await startServer({ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl }, { behindNginx: true });
  undo.push(() => server.dispose());
  browser = await launchBrowser();
  undo.push(() => browser.close());
});
afterEach(async () => {
  for (const step of undo.reverse()) await step();
});

describe.each([
  [
    'our own program',
    async () => {
      const program = await signInSource(server.url, server.secrets);
      undo.push(() => program.dispose());
      program.start(['go-live', '--tone', String(HZ)]);
    },
  ],
  [
    'ffmpeg that reconnects',
    async () => {
      const login = `${ADMIN.username}:${encodeURIComponent(ADMIN.password)}`;
      const tool = startDjTool({
        address: `icecast://${login}@localhost:${server.port}/stream`,
        hz: HZ,
        reconnects: true,
      });
      undo.push(() => tool.stop());
    },
  ],
] as const)('a show of %s', (_, goLive) => {
  it('goes on over a new nginx and a new server: one short gap, the same broadcast, no message lost', async () => {
    await goLive();
    const rest = createRestClient({ baseUrl: server.url, cookies: createCookieKeeper() });
    await rest.call(signIn, { body: { login: ADMIN.username, password: ADMIN.password } });
    const station = await vi.waitUntil(() => liveStation(rest), waits);
    const { page, errors } = await openPage(await browser.newContext(), server.url);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await vi.waitUntil(async () => Math.abs((await heardFrequency(page)) - HZ) < 15, waits);
    const player = startPlayer(`${server.url}/stream`);
    undo.push(player.stop);
    await vi.waitUntil(() => player.bytes() > 40_000, waits);

    await watchGaps(page, HZ);
    await server.front?.reload();
    const reloadedMs = performance.now();
    await vi.waitUntil(() => performance.now() - reloadedMs > 2_000, waits);
    expect((await heardGaps(page)).longestMs).toBeLessThan(500);
    expect(player.opened()).toBe(1);

    const talk = startTalking(rest, station.slug);
    await vi.waitUntil(() => talk.acknowledged().length > 1, waits);
    const stoppedMs = performance.now();
    expect(await server.stop()).toBe(0);
    await server.restart();
    const mostMs = Math.max(GAP_MS, performance.now() - stoppedMs + BEYOND_START_MS);
    await vi.waitUntil(async () => (await liveStation(rest))?.broadcastId === station.broadcastId, waits);
    await vi.waitUntil(async () => (await heardGaps(page)).silentMs === 0, waits);
    const sinceMs = performance.now();
    await vi.waitUntil(() => talk.acknowledged().length > 8 && performance.now() - sinceMs > 3_000, waits);
    await talk.stop();
    const heard = await heardGaps(page);
    expect(heard.longestMs).toBeLessThan(mostMs);
    expect(heard.silentMs).toBeLessThan(300);
    expect(player.longestGapMs()).toBeLessThan(mostMs);
    const { items } = await rest.call(listMessages, { params: { station: station.slug }, query: { limit: 100 } });
    const stored = new Set(items.map(({ text }) => text));
    expect(talk.acknowledged().filter((text) => !stored.has(text))).toEqual([]);
    for (const text of talk.acknowledged()) await onThePage(page, text);
    expect(errors).toEqual([]);
  });
});

const liveStation = async (rest: RestClient): Promise<{ slug: string; broadcastId: string } | null> => {
  const { items } = await rest.call(listStations, { query: {} }).catch(() => ({ items: [] }));
  const found = items.find((station) => station.default);
  return found?.live ? { slug: found.slug, broadcastId: found.live.broadcastId } : null;
};

const onThePage = (page: Page, text: string): Promise<void> =>
  page.getByRole('article').filter({ hasText: text }).first().waitFor({ timeout: 10_000 });

/** Says one thing after the other, each until it is acknowledged: as a page does, with a key that makes a repeated one the same. */
const startTalking = (rest: RestClient, station: string) => {
  const acknowledged: string[] = [];
  let isOver = false;
  const talking = (async () => {
    for (let number = 1; !isOver && number < 20; number += 1) {
      const body = { text: `message ${String(number).padStart(2, '0')}.`, key: `deploy-message-${number}` };
      const startedMs = performance.now();
      const sent = () =>
        rest.call(postMessage, { params: { station }, body }).then(
          () => true,
          () => false,
        );
      await vi.waitUntil(sent, waits);
      acknowledged.push(body.text);
      await vi.waitUntil(() => isOver || performance.now() - startedMs > TALK_EVERY_MS, waits);
    }
  })();
  return {
    acknowledged: () => acknowledged,
    stop: () => {
      isOver = true;
      return talking;
    },
  };
};

/** A player that opens its response again half a second after it ended, plays what it has, and measures how long it had nothing. */
const startPlayer = (url: string) => {
  let [bytes, opened, longestGapMs] = [0, 0, 0];
  /** Until when it has something to play. */
  let hasUntilMs: number | null = null;
  let isOver = false;
  let close = (): void => undefined;
  const open = async (): Promise<void> => {
    const request = getTls(url, { agent: false });
    close = () => void request.destroy();
    request.on('error', () => undefined);
    const [answer]: IncomingMessage[] = await once(request, 'response');
    if (answer?.statusCode !== 200) return void answer?.resume();
    opened += 1;
    answer.on('data', (chunk: Buffer) => {
      const nowMs = performance.now();
      longestGapMs = Math.max(longestGapMs, hasUntilMs === null ? 0 : nowMs - hasUntilMs);
      hasUntilMs = Math.max(hasUntilMs ?? nowMs, nowMs) + chunk.length / BYTES_PER_MS;
      bytes += chunk.length;
    });
    await new Promise<void>((resolve) => void answer.once('close', () => resolve()));
  };
  const listening = (async () => {
    while (!isOver) {
      await open().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  })();
  return {
    bytes: () => bytes,
    opened: () => opened,
    longestGapMs: () => longestGapMs,
    stop: () => {
      isOver = true;
      close();
      return listening;
    },
  };
};
