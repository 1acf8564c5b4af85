import { createCookieKeeper, createRestClient, type RestClient } from '@livestreamer/client';
import {
  getBroadcast,
  listBroadcasts,
  listStations,
  planShow,
  publishBroadcast,
  signIn,
} from '@livestreamer/contracts';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { heardFrequency, launchBrowser } from './testing/browser.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';
import { type DjTool, startDjTool } from './testing/dj-tool.ts';
import { words } from './testing/page-words.ts';
import { openVisitor, type WebVisitor } from './testing/web-visitor.ts';

const TONE_HZ = 1_000;
const PATIENCE = { timeout: 60_000, interval: 100 };
/** So much of the show is recorded. */
const SHOW_MS = 8_000;

let server: ServerProcess;
let browser: Browser;
let visitor: WebVisitor;
let broadcaster: RestClient;
const tools: DjTool[] = [];
beforeEach(async () => {
  server = await startServer({ LIVESTREAMER_AUDIO_GRACE_MS: '0' });
  browser = await launchBrowser();
  visitor = await openVisitor(browser, server);
  broadcaster = createRestClient({ baseUrl: server.url, cookies: createCookieKeeper() });
  await broadcaster.call(signIn, { body: { login: ADMIN.username, password: ADMIN.password } });
});
afterEach(async () => {
  for (const tool of tools.splice(0)) tool.stop();
  await browser.close();
  await server.dispose();
});

it('a planned show turns live on its page, takes a heart, and is heard again from the archive', async () => {
  const { id, station } = await plansAShow();
  await visitor.open(`/${station}/${id}`);
  await visitor.page.getByRole('heading', { name: 'Friday Night' }).waitFor();
  let loads = 0;
  visitor.page.on('load', () => {
    loads += 1;
  });

  const tool = goesLive();
  await visitor.page.getByRole('button', { name: words('hearts.send'), exact: true }).click();
  await vi.waitUntil(async () => (await show(id)).hearts === 1, PATIENCE);
  expect(await show(id)).toMatchObject({ state: 'live', title: 'Friday Night' });
  expect(loads).toBe(0);
  await vi.waitUntil(async () => Date.now() - Date.parse((await show(id)).startedAt ?? '') > SHOW_MS, PATIENCE);
  tool.stop();

  await vi.waitUntil(async () => (await show(id)).recording?.state === 'ready', PATIENCE);
  expect((await published()).length).toBe(0);
  await broadcaster.call(publishBroadcast, { params: { id } });
  expect(await published()).toMatchObject([{ id, title: 'Friday Night', hearts: 1, playable: true }]);

  await visitor.open('/archive');
  await visitor.page
    .getByRole('link', { name: /Friday Night/ })
    .first()
    .click();
  await hearsTheRecording();
});

const plansAShow = async (): Promise<{ id: string; station: string }> => {
  const [station] = (await broadcaster.call(listStations, { query: {} })).items;
  const startsAt = new Date(Date.now() + 10 * 60_000).toISOString();
  const endsAt = new Date(Date.now() + 60 * 60_000).toISOString();
  const body = { station: station?.slug ?? '', title: 'Friday Night', startsAt, endsAt };
  const { id } = await broadcaster.call(planShow, { body });
  return { id, station: body.station };
};

const goesLive = (): DjTool => {
  const { username, password } = ADMIN;
  const address = `icecast://${username}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/stream`;
  const tool = startDjTool({ address, hz: TONE_HZ });
  tools.push(tool);
  return tool;
};

const show = (id: string) => broadcaster.call(getBroadcast, { params: { id } });

const published = async () =>
  (await createRestClient({ baseUrl: server.url }).call(listBroadcasts, { query: {} })).items;

/** By its own sound: the tone is heard, and heard again after a jump towards the end. */
const hearsTheRecording = async (): Promise<void> => {
  const { page } = visitor;
  const play = page.getByRole('button', { name: words('player.play'), exact: true }).first();
  await play.click();
  const isTone = async (): Promise<boolean> => {
    const isHeard = Math.abs((await heardFrequency(page)) - TONE_HZ) < 15;
    // It is short: a busy machine may still listen when it is over.
    if (!isHeard && (await page.evaluate(() => document.querySelector('audio')?.ended))) await play.click();
    return isHeard;
  };
  await vi.waitUntil(isTone, PATIENCE);
  const at = () => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0);
  const seek = page.getByRole('slider', { name: words('player.waveform'), exact: true });
  await seek.focus();
  await seek.press('Home');
  await vi.waitUntil(async () => (await at()) < 6, PATIENCE);
  await seek.press('End');
  await vi.waitUntil(async () => (await at()) > 6, PATIENCE);
};
