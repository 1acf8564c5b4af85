import type { Clock } from '@livestreamer/clock';
import type { FastifyRequest } from 'fastify';
import { withDeadline } from '../deadline.ts';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Caller, CallerOfCookie } from './call-context.ts';
import type { AddressOf } from './caller-address.ts';
import { toAppError } from './error-mapping.ts';

/** Who may come, and how often. */
export interface Floodgate {
  /** Everything from this address is refused. */
  isBanned(address: string): boolean;
  /** Counts one; throws `too_many_requests`. */
  take(kind: 'read' | 'change', address: string): Promise<void>;
  /** Counts one file of an account that is let in; throws `too_many_requests`. */
  takeUpload(accountId: string): Promise<void>;
  /** Hears that somebody was told to wait. */
  noteRefusal(address: string): void;
}

export interface IntakeOptions {
  readonly callerOfCookie: CallerOfCookie;
  readonly addressOf: AddressOf;
  readonly floodgate: Floodgate;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What every request passes, whatever it is for. */
export interface Intake {
  /** Throws `too_many_requests`. */
  refuseFloods(request: FastifyRequest): Promise<void>;
  /** To be told of every error of the route. */
  noteRefusal(request: FastifyRequest, error: unknown): void;
  /** Whoever is signed in. `mayBeNobody`: who cannot be recognised just now is answered as a visitor. */
  findCaller(request: FastifyRequest, options: { readonly mayBeNobody: boolean }): Promise<Caller | null>;
  /** Whatever a database or a cache does, a caller gets an answer: `unavailable` after ten seconds. */
  inTime<T>(work: () => Promise<T>): Promise<T>;
}

const ANSWER_DEADLINE_MS = 10_000;
const RETRY_AFTER_S = 5;

export const createIntake = ({ callerOfCookie, addressOf, floodgate, clock, log }: IntakeOptions): Intake => {
  const inTime: Intake['inTime'] = (work) => {
    const late = () => new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
    return withDeadline({ clock, ms: ANSWER_DEADLINE_MS, work, late });
  };

  return {
    inTime,
    refuseFloods: async ({ method, raw }) => {
      await floodgate.take(isReading(method) ? 'read' : 'change', addressOf(raw));
    },
    noteRefusal: (request, error) => {
      if (error instanceof AppError && error.code === 'too_many_requests')
        floodgate.noteRefusal(addressOf(request.raw));
    },
    findCaller: async (request, { mayBeNobody }) => {
      try {
        return await inTime(() => callerOfCookie(request.headers.cookie ?? null, addressOf(request.raw)));
      } catch (error) {
        // Who cannot be recognised may still see what everybody may see.
        if (!mayBeNobody || toAppError(error).code !== 'unavailable') throw error;
        log.warn({ id: request.id, err: error }, 'A caller could not be recognised; answering as to a visitor.');
        return null;
      }
    },
  };
};

/** Whether a request changes nothing. */
export const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';
