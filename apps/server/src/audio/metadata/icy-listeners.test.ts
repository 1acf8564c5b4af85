import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AudioRig, basic, startAudioRig, until } from '../../../testing/audio-rig.ts';
import { framesBetween, heardIn, isUnbroken, lastHeard } from '../../../testing/heard-frames.ts';
import { ICY_INTERVAL_BYTES } from './icy-inlay.ts';

let rig: AudioRig;
beforeEach(async () => {
  rig = await startAudioRig({ settings: { aheadMs: 600_000 } });
});
afterEach(() => rig.stop());

const setTitle = (title: string) =>
  fetch(`http://127.0.0.1:${rig.port}/admin/metadata?mode=updinfo&mount=/stream&song=${encodeURIComponent(title)}`, {
    headers: { authorization: basic('dj') },
  });

/** Takes the blocks out, as a player does. */
const withoutTitles = (body: Buffer): { audio: Buffer; titles: string[] } => {
  const audio: Buffer[] = [];
  const titles: string[] = [];
  let at = 0;
  for (; body.length - at > ICY_INTERVAL_BYTES; ) {
    audio.push(body.subarray(at, at + ICY_INTERVAL_BYTES));
    at += ICY_INTERVAL_BYTES;
    const length = (body[at] ?? 0) * 16;
    if (length > 0) titles.push(body.toString('utf8', at + 1, at + 1 + length).replaceAll('\0', ''));
    at += 1 + length;
  }
  audio.push(body.subarray(at));
  return { audio: Buffer.concat(audio), titles };
};

it('gives titles between whole frames to a player that asks, and to nobody else', async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await until(() => rig.happened.includes('on-air'));
  await setTitle('Orbital - Halcyon');
  const radio = await rig.connect('GET /stream HTTP/1.0\r\nIcy-MetaData: 1\r\n\r\n');
  const browser = await rig.listener();
  expect(await radio.head()).toContain(`icy-metaint: ${ICY_INTERVAL_BYTES}`);
  expect((await browser.head()).toLowerCase()).not.toContain('icy-');
  source.say(framesBetween(100, 200));
  await until(() => lastHeard(browser) === 199);
  await setTitle('Orbital - Belfast');
  source.say(framesBetween(200, 300));
  await until(() => lastHeard(browser) === 299);
  await until(() => heardIn(withoutTitles(radio.body()).audio).indexes.at(-1) === 299);
  const { audio, titles } = withoutTitles(radio.body());
  expect(titles).toEqual(["StreamTitle='Orbital - Halcyon';", "StreamTitle='Orbital - Belfast';"]);
  const heard = heardIn(audio);
  expect(heard.tornBytes).toBe(0);
  expect(isUnbroken(heard.indexes)).toBe(true);
  expect(heardIn(browser.body()).tornBytes).toBe(0);
});

it('gives no titles where the player does not want them', async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await until(() => rig.happened.includes('on-air'));
  const player = await rig.connect('GET /stream HTTP/1.1\r\nIcy-MetaData: 0\r\n\r\n');
  expect((await player.head()).toLowerCase()).not.toContain('icy-');
});
