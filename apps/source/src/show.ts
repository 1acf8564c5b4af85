import { createFramer } from '@livestreamer/framing';
import { CAPTURE_FORMAT, type Capture, type CaptureEnd, type CaptureOrigin } from './capture/capture.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { createLineDoubt } from './line-doubt.ts';
import type { Machine } from './machine.ts';
import type { Recording } from './recording.ts';
import { createScreen } from './screen/screen.ts';
import { createShowFigures } from './screen/show-figures.ts';
import { createSoundNews } from './screen/sound-news.ts';
import { createUplinkNews } from './screen/uplink-news.ts';
import { createSilenceWatch } from './silence-watch.ts';
import type { StationWatch } from './station-watch.ts';
import { createUplink } from './uplink/uplink.ts';
import type { AttemptTarget } from './uplink/uplink-attempt.ts';
import type { UplinkState } from './uplink/uplink-state.ts';

interface ShowOptions {
  readonly machine: Machine;
  readonly origin: CaptureOrigin;
  readonly target: () => AttemptTarget;
  /** Closed when the show is over. */
  readonly recording: Recording | null;
  readonly watch: () => StationWatch;
}

type Wait = Extract<UplinkState, { kind: 'waiting' }>;
type ShowEnd = CaptureEnd | { readonly kind: 'interrupted' } | { readonly kind: 'refused'; readonly why: string };

const SILENT_MS = 30_000;
/** The server notices within 10 s that a source fell silent, and says so at once. */
const DOUBT_MS = 15_000;
const LOOK_MS = 1_000;

/**
 * One show from the first sample to the last byte: capture → frames → uplink and recording, each of which may
 * fail without the others. Ends when the file is over, at Ctrl-C, or when the server refuses; throws
 * {@link CommandFailure} unless it was on air.
 */
export const runShow = async ({ machine, origin, target, recording, watch }: ShowOptions): Promise<void> => {
  const { clock, chance, terminal, onInterrupt } = machine;
  const framer = createFramer(CAPTURE_FORMAT);
  const silence = createSilenceWatch({ silentMs: SILENT_MS, monotonicMs: clock.monotonicMs });
  const newsOf = createUplinkNews();
  const soundNewsOf = createSoundNews();
  let settle: (end: ShowEnd) => void = () => {};
  let lastWait: Wait | null = null;
  const over = new Promise<ShowEnd>((resolve) => {
    settle = resolve;
  });

  const uplink = createUplink({
    target,
    clock,
    chance,
    onState: (state) => {
      figures.entered(state);
      if (state.kind === 'waiting') lastWait = state;
      const line = newsOf(state);
      if (line !== null) screen.say(line);
      if (state.kind === 'refused') settle(state);
    },
  });
  const figures = createShowFigures({ uplink, clock });
  const station = watch();
  const screen = createScreen({ terminal, clock, status: () => figures.status(station.listeners()) });
  recording?.onTrouble(screen.warn);

  const capture: Capture = origin.start({
    onMp3: (bytes) => {
      for (const frame of framer.push(bytes)) {
        recording?.write(frame.bytes);
        uplink.push(frame);
      }
    },
    onLevel: (level) => {
      silence.heard(level);
      figures.heard(level);
    },
    onTrouble: screen.warn,
    onEnd: settle,
  });
  const doubt = createLineDoubt({ doubtMs: DOUBT_MS, monotonicMs: clock.monotonicMs });
  const look = clock.every(LOOK_MS, () => {
    if (doubt.look(uplink.state.kind === 'on-air' && station.hearsShow() === false))
      screen.warn('The server says that it does not hear this show. Open the page of the station and listen.');
    for (const { line, isBad } of soundNewsOf(station.soundWarnings())) (isBad ? screen.warn : screen.say)(line);
    const change = silence.look();
    if (change === 'fell') screen.warn(`silence: no sound from ${origin.name} for ${SILENT_MS / 1000} s.`);
    if (change === 'rose') screen.say('sound is back');
  });
  const forget = onInterrupt(() => settle({ kind: 'interrupted' }));

  const end = await over;
  if (end.kind === 'interrupted') screen.say('ending (Ctrl-C again leaves at once)');
  look.cancel();
  await capture.stop();
  await uplink.end();
  await recording?.close();
  station.close();
  forget();
  screen.close();
  for (const line of figures.summary(recording)) screen.say(line);
  judge(end, { wasOnAir: uplink.figures.timesOnAir > 0, lastWait });
};

const judge = (end: ShowEnd, { wasOnAir, lastWait }: { wasOnAir: boolean; lastWait: Wait | null }): void => {
  if (end.kind === 'refused') throw new CommandFailure(EXIT.REFUSED, end.why);
  if (end.kind === 'failed') throw new CommandFailure(EXIT.NO_CAPTURE, end.sentence);
  if (wasOnAir) return;
  if (end.kind === 'interrupted') throw new CommandFailure(EXIT.INTERRUPTED, 'Stopped before the show was on air.');
  const why = lastWait?.why ?? 'The server was not reached.';
  throw new CommandFailure(
    lastWait?.answered ? EXIT.REFUSED : EXIT.UNREACHABLE,
    `The show is over and was never on air. ${why}`,
  );
};
