import type { Clock, Timer } from '@livestreamer/clock';
import { FAREWELL_HEADER } from '@livestreamer/contracts';
import type { Frame } from '@livestreamer/framing';
import { createBackoff } from '../source-backoff.ts';
import type { Chance } from '../source-chance.ts';
import { type AttemptEvents, type AttemptTarget, attemptUplink, type UplinkAttempt } from './uplink-attempt.ts';
import { createUplinkBacklog } from './uplink-backlog.ts';
import { UPLINK_LIMITS, type UplinkLimits } from './uplink-limits.ts';
import { refusalOf, type UplinkAnswer } from './uplink-refusal.ts';
import type { UplinkFigures, UplinkState } from './uplink-state.ts';

/** Sends one show to the server, over as many connections as that takes. Each begins at a frame border. */
export interface Uplink {
  /** The first frame makes it connect. Never blocks; what cannot be sent in time is dropped and counted. */
  push(frame: Frame): void;
  readonly state: UplinkState;
  readonly figures: UplinkFigures;
  /** The show is over: sends what waits, tells the server, closes. Resolves in the state `ended` or `refused`. */
  end(): Promise<void>;
}

interface UplinkOptions {
  /** Asked before each attempt: a new sign-in in another terminal counts at once. */
  readonly target: () => AttemptTarget;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly onState: (state: UplinkState) => void;
  readonly limits?: UplinkLimits;
}

const LOOK_MS = 500;

export const createUplink = ({ target, clock, chance, onState, limits = UPLINK_LIMITS }: UplinkOptions): Uplink => {
  const backlog = createUplinkBacklog({ limitMs: limits.backlogMs });
  const backoff = createBackoff({ firstMs: limits.firstRetryMs, limitMs: limits.lastRetryMs, chance });
  let state: UplinkState = { kind: 'idle' };
  let attempt: UplinkAttempt | null = null;
  /** The server of this attempt said 100. */
  let accepted = false;
  let timer: Timer | null = null;
  /** When the piece that is under way was handed over; null when none is. */
  let writtenMs: number | null = null;
  let onAirMs = 0;
  let sentBytes = 0;
  let timesOnAir = 0;
  /** The server, not only a proxy before it, has wanted this show. */
  let believed = false;
  let markEnded = (): void => {};
  const ended = new Promise<void>((resolve) => {
    markEnded = resolve;
  });

  const become = (next: UplinkState): void => {
    timer?.cancel();
    state = next;
    onState(next);
  };

  const drop = (): void => {
    if (writtenMs !== null) backlog.loseTaken();
    attempt?.abort();
    attempt = null;
    accepted = false;
    writtenMs = null;
  };

  const stop = (last: UplinkState): void => {
    drop();
    look.cancel();
    become(last);
    markEnded();
  };

  const onAirForMs = (): number => (state.kind === 'on-air' ? clock.monotonicMs() - onAirMs : 0);

  const retry = (why: string, answered = false): void => {
    if (state.kind === 'ending') {
      stop({ kind: 'ended', clean: false });
      return;
    }
    drop();
    if (onAirForMs() >= limits.steadyMs) backoff.reset();
    if (onAirForMs() >= limits.believeMs) believed = true;
    become({ kind: 'waiting', why, answered });
    timer = clock.after(backoff.nextMs(), () => (backlog.isEmpty ? become({ kind: 'idle' }) : connect()));
  };

  const connect = (): void => {
    become({ kind: 'connecting' });
    timer = clock.after(limits.acceptMs, () => retry('The server does not answer.'));
    attempt = attemptUplink(target(), events);
  };

  /** One piece at a time: what waits, waits in the backlog, where it is bounded, and what was sent is really sent. */
  const pump = (): void => {
    if (!attempt || !accepted || writtenMs !== null) return;
    const bytes = backlog.take(limits.pieceBytes);
    if (bytes) {
      writtenMs = clock.monotonicMs();
      attempt.write(bytes);
    } else if (state.kind === 'ending') {
      attempt.finish();
    }
  };

  const answered = (answer: UplinkAnswer): void => {
    const { lasting, sentence } = refusalOf(answer);
    // Coming back would throw the other one off, which would come back too, and so on for ever.
    if (answer.code === 'source_replaced') stop({ kind: 'refused', why: sentence });
    else if (state.kind === 'ending') stop({ kind: 'ended', clean: answer.status < 300 });
    else if (lasting && !believed && onAirForMs() < limits.believeMs) stop({ kind: 'refused', why: sentence });
    else retry(sentence, true);
  };

  const events: AttemptEvents = {
    onAccepted: () => {
      accepted = true;
      onAirMs = clock.monotonicMs();
      timesOnAir += 1;
      if (state.kind === 'connecting') become({ kind: 'on-air' });
      pump();
    },
    onTaken: (bytes) => {
      sentBytes += bytes;
      writtenMs = null;
      pump();
    },
    onAnswer: answered,
    onLost: (trouble) => retry(`No connection to the server: ${trouble}.`),
  };

  const look = clock.every(LOOK_MS, () => {
    if (writtenMs !== null && clock.monotonicMs() - writtenMs >= limits.stallMs)
      retry(`The line is dead: nothing could be sent for ${limits.stallMs / 1000} s.`);
  });

  return {
    push: (frame) => {
      if (isOver(state)) return;
      backlog.push(frame);
      if (state.kind === 'idle') connect();
      else pump();
    },
    get state() {
      return state;
    },
    get figures() {
      return { sentBytes, droppedMs: backlog.droppedMs, timesOnAir };
    },
    end: () => {
      if (isOver(state)) return ended;
      if (timesOnAir === 0 && backlog.isEmpty) {
        stop({ kind: 'ended', clean: false });
        return ended;
      }
      // Without a connection one last attempt is made: else the server would hold the show for a source that never returns.
      become({ kind: 'ending' });
      timer = clock.after(limits.finishMs, () => stop({ kind: 'ended', clean: false }));
      attempt ??= attemptUplink(farewell(target()), events);
      pump();
      return ended;
    },
  };
};

const farewell = ({ url, headers }: AttemptTarget): AttemptTarget => ({
  url,
  headers: { ...headers, [FAREWELL_HEADER]: '1' },
});

const isOver = ({ kind }: UplinkState): boolean => kind === 'ending' || kind === 'ended' || kind === 'refused';
