import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { heardAfterClick, heardFrequency, launchBrowser, listenFromClick, openPage } from './testing/browser.ts';
import { type ServerProcess, startServer } from './testing/built-server.ts';
import { type SourceProgram, signInSource } from './testing/built-source.ts';
import { startUplinkProxy, type UplinkProxy } from './testing/uplink-proxy.ts';

const CUT_MS = 20_000;

let server: ServerProcess;
let uplink: UplinkProxy;
let source: SourceProgram;
let browser: Browser;
beforeEach(async () => {
  server = await startServer();
  uplink = await startUplinkProxy(server.port);
  source = await signInSource(uplink.url, server.secrets);
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser.close();
  await source.dispose();
  await uplink.stop();
  await server.dispose();
});

const says = (page: Page, text: RegExp, timeout = 20_000) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor({ timeout });

/** Waits until the page plays a tone of about 1 kHz. */
const untilHeard = (page: Page, timeout: number) =>
  vi.waitUntil(async () => Math.abs((await heardFrequency(page)) - 1_000) < 15, { timeout, interval: 50 });

describe('a page that is open before the show', () => {
  it('turns LIVE by itself, plays on one click, survives 20 s without uplink, and says off air at the end', async () => {
    const context = await browser.newContext();
    const { page, errors } = await openPage(context, server.url);
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await says(page, /off air/i);

    const live = source.start(['go-live', '--tone', '1000', '--title', 'A tone']);
    await says(page, /live/i);
    await page.getByText('A tone').first().waitFor();

    await listenFromClick(page, 1_000);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    // Two seconds are promised, on a machine that does nothing else.
    expect(await heardAfterClick(page)).toBeLessThan(5_000);
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();

    uplink.cut();
    await says(page, /reconnecting/i, 30_000);
    await vi.waitUntil(async () => (await heardFrequency(page)) === 0, { timeout: 15_000 });
    const cutUntilMs = performance.now() + CUT_MS;
    await vi.waitUntil(() => performance.now() >= cutUntilMs, { timeout: CUT_MS + 5_000 });
    uplink.mend();
    await says(page, /live/i, 30_000);
    await untilHeard(page, 20_000);

    expect(await live.interrupt()).toBe(0);
    await says(page, /off air/i);
    expect(loads).toBe(0);
    expect(errors).toEqual([]);
  });
});
