import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { frontKeyDigest } from './front-certificate.ts';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian's Chromium, quiet towards the outside and allowed to play without a click of its own. */
export const launchBrowser = (): Promise<Browser> => {
  const executablePath = CANDIDATES.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error(`No Chromium found; looked for ${CANDIDATES.join(', ')}.`);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      `--ignore-certificate-errors-spki-list=${frontKeyDigest()}`,
    ],
  });
};

/** Opens a page; errors the page throws are collected. */
export const openPage = async (context: BrowserContext, url: string): Promise<{ page: Page; errors: string[] }> => {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  return { page, errors };
};

/**
 * The loudest frequency in what the page's `<audio>` plays, in Hz; 0 while there is silence. The analyser listens
 * to a capture of the element, so the element itself plays as it does for everybody.
 */
export const heardFrequency = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const audio = document.querySelector('audio');
    if (!audio || !('captureStream' in audio) || typeof audio.captureStream !== 'function') return 0;
    const stream: MediaStream = audio.captureStream();
    if (stream.getAudioTracks().length === 0) return 0;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 8192;
    context.createMediaStreamSource(stream).connect(analyser);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const rate = context.sampleRate;
    await context.close();
    let loudest = 0;
    bins.forEach((decibels, index) => {
      if (decibels > (bins[loudest] ?? Number.NEGATIVE_INFINITY)) loudest = index;
    });
    return (bins[loudest] ?? -200) < -60 ? 0 : (loudest * rate) / analyser.fftSize;
  });

/** Where the page keeps what `listenFromClick` found out. */
const HEARD = 'livestreamerHeardAfterMs';

/**
 * From the next click on, the page itself listens for a tone and keeps how long after the click it was first heard:
 * no round trip between test and browser is in that figure.
 */
export const listenFromClick = (page: Page, hz: number): Promise<void> =>
  page.evaluate(
    ({ hz, heard }) => {
      const hasTone = (analyser: AnalyserNode, rate: number): boolean => {
        const bins = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(bins);
        const loudest = bins.indexOf(Math.max(...bins));
        return (bins[loudest] ?? -200) > -60 && Math.abs((loudest * rate) / analyser.fftSize - hz) < 15;
      };
      const listen = (clickedMs: number, done: (afterMs: number) => void): void => {
        const audio = document.querySelector('audio');
        if (!audio || !('captureStream' in audio) || typeof audio.captureStream !== 'function') return;
        const stream: MediaStream = audio.captureStream();
        const context = new AudioContext();
        const analyser = context.createAnalyser();
        analyser.fftSize = 4096;
        let isConnected = false;
        const timer = setInterval(() => {
          if (!isConnected && stream.getAudioTracks().length > 0) {
            context.createMediaStreamSource(stream).connect(analyser);
            isConnected = true;
          }
          if (!isConnected || !hasTone(analyser, context.sampleRate)) return;
          clearInterval(timer);
          void context.close();
          done(performance.now() - clickedMs);
        }, 20);
      };
      const first = new Promise<number>((resolve) => {
        document.addEventListener('click', () => listen(performance.now(), resolve), { capture: true, once: true });
      });
      Reflect.set(window, heard, first);
    },
    { hz, heard: HEARD },
  );

/** How long after the click the tone was first heard, in ms; waits for it. */
export const heardAfterClick = (page: Page): Promise<number> =>
  page.evaluate((heard): Promise<number> => Reflect.get(window, heard), HEARD);
