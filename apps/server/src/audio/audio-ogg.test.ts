import { syntheticOggOpusPages } from '@livestreamer/framing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AudioRig, startAudioRig, until } from '../../testing/audio-rig.ts';
import type { Peer } from '../../testing/socket-peer.ts';

let rig: AudioRig;
beforeEach(async () => {
  rig = await startAudioRig({ settings: { ringMs: 1_000 } });
});
afterEach(() => rig.stop());

/** How often a listener got the headers of the chain. */
const headersIn = (listener: Peer): number => listener.body().toString('latin1').split('OpusHead').length - 1;

describe('a listener of Ogg', () => {
  it('gets the headers first when it joins, and again when it skips to live', async () => {
    const pages = syntheticOggOpusPages({ count: 300 });
    const source = await rig.source({ type: 'audio/ogg' });
    source.say(Buffer.concat(pages.slice(0, 102)));
    await until(() => rig.happened.includes('on-air'));
    const listener = await rig.listener();
    await until(() => headersIn(listener) === 1);
    expect(listener.body().indexOf('OpusHead')).toBeLessThan(100);

    // Four seconds at once: more than the ring holds, so whoever was up to date has fallen off it.
    source.say(Buffer.concat(pages.slice(102)));
    await until(() => rig.audio.counters.skips === 1);
    await until(() => headersIn(listener) === 2);
  });
});
