import { createFramer, syntheticFrameIndex, syntheticMp3Frames } from '@livestreamer/framing';
import type { Peer } from './socket-peer.ts';

/** Synthetic MP3 frames `from` up to `to`, joined as a source sends them. */
export const framesBetween = (from: number, to: number, { sampleRate = 44_100, bitrateKbps = 128 } = {}): Buffer =>
  Buffer.concat(syntheticMp3Frames({ count: to - from, firstIndex: from, sampleRate, bitrateKbps }));

/** The numbers of the synthetic frames in what a listener got, and how many bytes belonged to none (torn frames). */
export const heardIn = (audio: Uint8Array): { indexes: number[]; tornBytes: number } => {
  const framer = createFramer('mp3');
  const indexes = framer.push(audio).map((frame) => syntheticFrameIndex(frame.bytes) ?? Number.NaN);
  return { indexes, tornBytes: framer.skippedBytes };
};

/** The number of the last frame a listener got whole. */
export const lastHeard = (peer: Peer): number => heardIn(peer.body()).indexes.at(-1) ?? -1;

/** Whether the numbers go up one by one: nothing lost, repeated or out of order. */
export const isUnbroken = (indexes: readonly number[]): boolean =>
  indexes.every((index, place) => place === 0 || index === (indexes[place - 1] ?? 0) + 1);
