import type { ErrorCode } from '@livestreamer/contracts';
import type { Logger } from '../../platform/index.ts';
import type { AudioCounters } from '../audio-counters.ts';
import type { AudioHub } from '../audio-hub.ts';
import { type Refusal, refusalOf } from '../audio-reply.ts';
import type { PermitWatch } from '../permit-watch.ts';
import type { SourceGate, SourcePermit, SourceRequest } from '../source-gate.ts';
import type { SourceEnd, SourceFeed } from '../source-seat.ts';
import type { SourceHead } from './source-head.ts';

/** A source was let in, or why not; `gone`: it left before it could be. */
export type Admission = { readonly feed: SourceFeed } | { readonly refused: Refusal } | { readonly gone: true };

/** The connection behind a source. */
export interface SourceConnection {
  /** Whether it has left while it was waited for: it must not send a running source away. */
  readonly isGone: () => boolean;
  readonly close: (why: SourceEnd) => void;
}

/** Asks the gate and takes the seat: the same for every dialect. */
export type AdmitSource = (head: SourceHead, connection: SourceConnection) => Promise<Admission>;

interface AdmissionOptions {
  readonly gate: SourceGate;
  readonly hub: AudioHub;
  readonly watch: PermitWatch;
  readonly counters: AudioCounters;
  readonly log: Logger;
}

const SENTENCES: Readonly<Record<SourceEnd, string>> = {
  replaced: 'A newer source of the same account took over; the older connection was closed.',
  'gave-up': 'The show is over; the source was sent away.',
  'no-audio': 'A source connected and sent nothing that is audio; it was sent away.',
  'shut-down': 'The server stops; the source was sent away and may come back.',
};

export const createAdmission = ({ gate, hub, watch, counters, log }: AdmissionOptions): AdmitSource => {
  const refuse = (head: SourceHead, code: ErrorCode): Admission => {
    counters.refusedSources += 1;
    const { station, address } = head.request;
    const refused = refusalOf(code);
    log.info({ id: refused.id, station, address, code }, 'A source was refused.');
    return { refused };
  };

  /** Checking a password takes long enough for a ban, or for a new password. */
  const ask = async (request: SourceRequest): Promise<SourcePermit> => {
    const changes = watch.noteChanges();
    try {
      const permit = await gate(request);
      if (!permit.allowed) return permit;
      while (changes.take(permit.dependsOn))
        if (!(await permit.stillHolds())) return { allowed: false, code: 'forbidden' };
      return permit;
    } finally {
      changes.stop();
    }
  };

  return async (head, { isGone, close }) => {
    const { station, address } = head.request;
    const permit = await ask(head.request);
    if (!permit.allowed) return refuse(head, permit.code);
    if (isGone()) return { gone: true };
    if (head.unsupported) return refuse(head, 'unsupported_media_type');
    if (head.farewell && !hub.isHeld(permit.mountId)) return refuse(head, 'source_replaced');
    const feed = hub.admit(permit, {
      declared: head.format,
      title: head.title,
      close: (why) => {
        log.info({ station, address, why }, SENTENCES[why]);
        close(why);
      },
    });
    if (feed === 'mount_busy' || feed === 'unavailable') return refuse(head, feed);
    log.info({ station, address, format: head.format }, 'A source connected.');
    return { feed };
  };
};
