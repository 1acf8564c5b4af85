import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { createFramer, type Frame, syntheticMp3Frames } from '@livestreamer/framing';
import { createUplink, type Uplink } from '../src/uplink/uplink.ts';
import { UPLINK_LIMITS, type UplinkLimits } from '../src/uplink/uplink-limits.ts';
import type { UplinkState } from '../src/uplink/uplink-state.ts';

/** An uplink with time under control and chance at its longest waits. */
export interface UplinkUnderTest {
  readonly uplink: Uplink;
  readonly clock: FakeClock;
  /** All states so far. */
  readonly states: UplinkState[];
  /** The cookie that the next attempt sends. */
  signInAs(cookie: string): void;
  /** Pushes frames marked with the next indices. */
  push(count: number): void;
}

export const createUplinkUnderTest = (origin: string, limits: Partial<UplinkLimits> = {}): UplinkUnderTest => {
  const clock = createFakeClock();
  const states: UplinkState[] = [];
  const frames = endlessFrames();
  let cookie = 'livestreamer_session=first';
  const uplink = createUplink({
    target: () => ({ url: new URL('/stream', origin), headers: { 'content-type': 'audio/mpeg', cookie } }),
    clock,
    chance: () => 1,
    onState: (state) => states.push(state),
    limits: { ...UPLINK_LIMITS, ...limits },
  });
  return {
    uplink,
    clock,
    states,
    signInAs: (next) => {
      cookie = next;
    },
    push: (count) => {
      for (let pushed = 0; pushed < count; pushed += 1) uplink.push(frames());
    },
  };
};

const BATCH = 500;

/** Synthetic frames 0, 1, 2 …, each as a framer gives it. */
const endlessFrames = (): (() => Frame) => {
  const framer = createFramer('mp3');
  let made = 0;
  let ready: Frame[] = [];
  return () => {
    if (ready.length === 0) {
      const bytes = syntheticMp3Frames({ count: BATCH, firstIndex: made });
      ready = bytes.flatMap((frame) => [...framer.push(frame)]);
      made += BATCH;
    }
    const next = ready.shift();
    if (!next) throw new Error('the framer gave no frames');
    return next;
  };
};
