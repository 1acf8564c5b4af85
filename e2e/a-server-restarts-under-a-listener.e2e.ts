import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { heardFrequency, launchBrowser, openPage } from './testing/browser.ts';
import { type ServerProcess, startServer } from './testing/built-server.ts';
import { type SourceProgram, signInSource } from './testing/built-source.ts';

/** Long enough that the page notices: realtime is gone, and so is REST. */
const AWAY_MS = 30_000;

let server: ServerProcess;
let source: SourceProgram;
let browser: Browser;
beforeEach(async () => {
  server = await startServer();
  source = await signInSource(server.url, server.secrets);
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser.close();
  await source.dispose();
  await server.dispose();
});

it('a listener whose server is killed sees the show stay on the page, and hears it again without a click', async () => {
  source.start(['go-live', '--tone', '1000', '--title', 'A tone']);
  const { page, errors } = await openPage(await browser.newContext(), server.url);
  const untilHeard = () =>
    vi.waitUntil(async () => Math.abs((await heardFrequency(page)) - 1_000) < 15, { timeout: 60_000, interval: 100 });
  await page.getByRole('heading', { name: 'A tone' }).waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await untilHeard();

  await server.kill();
  const awayUntilMs = performance.now() + AWAY_MS;
  await page.getByRole('status').filter({ hasText: 'No connection' }).waitFor({ timeout: 20_000 });
  await vi.waitUntil(() => performance.now() >= awayUntilMs, { timeout: AWAY_MS + 5_000 });
  expect(await page.getByRole('heading', { name: 'A tone' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Pause', exact: true }).count()).toBe(1);

  await server.restart();
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor({ timeout: 60_000 });
  await untilHeard();
  expect(errors).toEqual([]);
});
