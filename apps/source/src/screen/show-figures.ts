import type { Clock } from '@livestreamer/clock';
import type { Level } from '../capture/level-meter.ts';
import type { Recording } from '../recording.ts';
import type { Uplink } from '../uplink/uplink.ts';
import type { UplinkState } from '../uplink/uplink-state.ts';
import type { ShowStatus } from './show-status.ts';
import { clockText, sizeText } from './status-line.ts';

/** The numbers of a show, gathered while it runs. */
interface ShowFigures {
  entered(state: UplinkState): void;
  heard(level: Level): void;
  /** For the status line. */
  status(listeners: number | null): ShowStatus;
  /** What there is to say when it is over. */
  summary(recording: Recording | null): readonly string[];
}

/** A peak stays to be seen for so long. */
const HOLD_MS = 400;
/** A level that is older says nothing: the capture gives no sound. */
const FRESH_MS = 1_000;

export const createShowFigures = ({ uplink, clock }: { uplink: Uplink; clock: Clock }): ShowFigures => {
  /** Of the spans on air that are over. */
  let earlierMs = 0;
  let onAirSinceMs: number | null = null;
  let wasOnAir = false;
  let stateSinceMs = clock.monotonicMs();
  let lostMs: number | null = null;
  let loudest: Level | null = null;
  let loudestMs = 0;
  const sinceMs = (thenMs: number): number => clock.monotonicMs() - thenMs;
  const onAirMs = (): number => earlierMs + (onAirSinceMs === null ? 0 : sinceMs(onAirSinceMs));

  return {
    entered: ({ kind }) => {
      stateSinceMs = clock.monotonicMs();
      earlierMs = onAirMs();
      onAirSinceMs = kind === 'on-air' ? stateSinceMs : null;
      wasOnAir ||= kind === 'on-air';
      if (kind === 'on-air') lostMs = null;
      if (kind === 'waiting') lostMs ??= stateSinceMs;
    },
    heard: (level) => {
      const nowMs = clock.monotonicMs();
      if (loudest !== null && level.peakDb <= loudest.peakDb && nowMs - loudestMs < HOLD_MS) return;
      loudest = level;
      loudestMs = nowMs;
    },
    status: (listeners) => {
      return {
        uplink: uplink.state,
        onAirMs: wasOnAir ? onAirMs() : null,
        stateMs: sinceMs(lostMs ?? stateSinceMs),
        sentBytes: uplink.figures.sentBytes,
        level: clock.monotonicMs() - loudestMs < FRESH_MS ? loudest : null,
        listeners,
      };
    },
    summary: (recording) => {
      const { sentBytes, droppedMs, timesOnAir } = uplink.figures;
      const lines = [`ended: on air for ${clockText(onAirMs())}, ${sizeText(sentBytes)} sent`];
      if (timesOnAir > 1) lines.push(`The line was lost and found again: ${timesOnAir - 1} ×.`);
      if (timesOnAir > 0 && droppedMs > 0) lines.push(`${(droppedMs / 1000).toFixed(1)} s of sound could not be sent.`);
      if (timesOnAir > 0 && uplink.state.kind === 'ended' && !uplink.state.clean)
        lines.push('The server could not be told that the show is over; it ends there by itself within a minute.');
      if (recording) lines.push(`recording: ${recording.path} (${sizeText(recording.writtenBytes)})`);
      return lines;
    },
  };
};
