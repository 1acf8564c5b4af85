#!/usr/bin/env -S npx tsx
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Scene } from './scene.ts';
import { SCENES } from './scenes.ts';
import { standIn } from './stand-in-replies.ts';
import { startStandInServer } from './stand-in-server.ts';

/**
 * Takes a picture of every state of every page, at phone and desktop width, light and dark, and lets axe look at each.
 * `npx tsx screenshots/take-screenshots.ts [--from=<folder of built pages>] [part of a scene's name …]`; build first. Ends with 1 when axe or
 * the page complains.
 */

const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'narrow', width: 320, height: 568 },
  { name: 'desktop', width: 1280, height: 800 },
] as const;
const SCHEMES = ['dark', 'light'] as const;

const ARTIFACTS = fileURLToPath(new URL('artifacts/', import.meta.url));
const BUILT_PAGES = fileURLToPath(new URL('../dist/', import.meta.url));
const SETTLED_MS = 1_800;
const UNREACHABLE_AFTER_MS = 9_000;

interface Shot {
  readonly browser: Browser;
  readonly url: string;
  readonly axe: string;
  readonly scene: Scene;
  readonly size: (typeof SIZES)[number];
  readonly scheme: (typeof SCHEMES)[number];
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const violationsIn = (page: Page, axe: string): Promise<string[]> =>
  page.evaluate(async (source) => {
    // By evaluate and not by a script tag: the page's own policy forbids inline scripts.
    const { run } = new Function(`const module = { exports: {} }; ${source}; return module.exports;`)();
    const { violations } = await run(document);
    return violations.flatMap((violation: { id: string; nodes: { target: string[]; failureSummary: string }[] }) =>
      violation.nodes.map(({ target, failureSummary }) => `${violation.id} ${target.join(' ')} ${failureSummary}`),
    );
  }, axe);

const take = async ({ browser, url, axe, scene, size, scheme }: Shot): Promise<string[]> => {
  const { width, height, name } = size;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: scene.language ?? 'en',
    deviceScaleFactor: name === 'desktop' ? 1 : 2,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(`page error: ${message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|WebSocket/.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  await standIn(page, scene);
  await page.goto(`${url}${scene.path}`);
  await page.waitForTimeout(scene.server === 'lost' || scene.server === 'down' ? UNREACHABLE_AFTER_MS : SETTLED_MS);
  await scene.act?.(page);
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${ARTIFACTS}${scene.name}-${name}-${scheme}.png`, fullPage: scene.whole === true });
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  if (widest > width) complaints.push(`scrolls sideways: ${widest} px in ${width} px`);
  complaints.push(...(await violationsIn(page, axe)));
  await context.close();
  return complaints;
};

const main = async (): Promise<void> => {
  const { values, positionals: wanted } = parseArgs({
    options: { from: { type: 'string', default: BUILT_PAGES } },
    allowPositionals: true,
  });
  const scenes = SCENES.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await mkdir(ARTIFACTS, { recursive: true });
  const server = await startStandInServer(values.from);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  let complaints = 0;
  for (const scene of scenes)
    for (const size of SIZES)
      for (const scheme of SCHEMES) {
        const found = await take({ browser, url: server.url, axe, scene, size, scheme });
        complaints += found.length;
        say(`${scene.name} ${size.name} ${scheme}: ${found.length === 0 ? 'fine' : found.join('\n  ')}`);
      }
  await browser.close();
  await server.stop();
  say(`${complaints} complaints. The pictures are in screenshots/artifacts.`);
  process.exitCode = complaints === 0 ? 0 : 1;
};

await main();
