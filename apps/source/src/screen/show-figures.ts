import type { Level } from '../capture/level-meter.ts';
import type { Recording } from '../recording.ts';
import type { Clock } from '../source-clock.ts';
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
  let firstOnAirMs: number | null = null;
  let stateSinceMs = clock.monotonicMs();
  let lostMs: number | null = null;
  let loudest: Level | null = null;
  let loudestMs = 0;
  const sinceMs = (thenMs: number | null): number | null => (thenMs === null ? null : clock.monotonicMs() - thenMs);

  return {
    entered: ({ kind }) => {
      stateSinceMs = clock.monotonicMs();
      if (kind === 'on-air') firstOnAirMs ??= stateSinceMs;
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
        onAirMs: sinceMs(firstOnAirMs),
        stateMs: sinceMs(lostMs ?? stateSinceMs) ?? 0,
        sentBytes: uplink.figures.sentBytes,
        level: clock.monotonicMs() - loudestMs < FRESH_MS ? loudest : null,
        listeners,
      };
    },
    summary: (recording) => {
      const { sentBytes, droppedMs, timesOnAir } = uplink.figures;
      const lines = [`ended: on air for ${clockText(sinceMs(firstOnAirMs) ?? 0)}, ${sizeText(sentBytes)} sent`];
      if (timesOnAir > 1) lines.push(`The line was lost and found again: ${timesOnAir - 1} ×.`);
      if (timesOnAir > 0 && droppedMs > 0) lines.push(`${(droppedMs / 1000).toFixed(1)} s of sound could not be sent.`);
      if (timesOnAir > 0 && uplink.state.kind === 'ended' && !uplink.state.clean)
        lines.push('The server could not be told that the show is over; it ends there by itself within a minute.');
      if (recording) lines.push(`recording: ${recording.path} (${sizeText(recording.writtenBytes)})`);
      return lines;
    },
  };
};
