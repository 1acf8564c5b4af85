import { LETTER_LANGUAGES, type LetterLanguage } from '@livestreamer/contracts';
import { z } from 'zod';
import { AppError, createSealer } from '../../platform/index.ts';
import { addJob, type Tasks } from '../../platform/jobs/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { emailKey } from '../account-keys.ts';

/** What is done about a request for a letter. True: the address is one to write to, and `write` queues the letter. */
export interface LetterWriting {
  concerns(email: string): Promise<boolean>;
  write(email: string, language?: LetterLanguage): Promise<void>;
}

interface LetterRequest {
  readonly kind: 'confirmation' | 'reset';
  readonly email: string;
  readonly language?: LetterLanguage | undefined;
}

/**
 * Letters that anybody may ask for, to any address. Every request is one job, whatever the address: so neither the answer nor its time
 * tells whether there is such an account, and what was answered with "accepted" outlives a crash. Too many letters to one mailbox
 * are left unwritten without a word; those that were written before have links that work.
 */
export interface LetterRequests {
  /** Throws when the database is away. */
  ask(request: LetterRequest): Promise<void>;
  /** Background work, for `createJobs`. */
  readonly tasks: Tasks;
}

interface LetterRequestsOptions {
  readonly sql: Sql;
  readonly sessionSecret: string;
  readonly limits: RateLimits;
  readonly writing: Readonly<Record<LetterRequest['kind'], LetterWriting>>;
}

const TASK = 'letter-request';
/** graphile-worker waits about e^n seconds after the n-th attempt: twenty minutes in all, and the request is stale. */
const MAX_ATTEMPTS = 7;

const payloadSchema = z.object({ kind: z.enum(['confirmation', 'reset']), sealed: z.string() });
const wishSchema = z.object({ email: z.string(), language: z.enum(LETTER_LANGUAGES).optional() });

export const createLetterRequests = ({
  sql,
  sessionSecret,
  limits,
  writing,
}: LetterRequestsOptions): LetterRequests => {
  const sealer = createSealer({ secret: sessionSecret, purpose: 'requests for letters' });

  const isTooMany = async (key: string): Promise<boolean> => {
    try {
      await limits.take('letter-mailbox', key);
      return false;
    } catch (error) {
      if (error instanceof AppError && error.code === 'too_many_requests') return true;
      throw error;
    }
  };

  return {
    ask: ({ kind, ...wish }) =>
      addJob(sql, {
        task: TASK,
        payload: { kind, sealed: sealer.seal(JSON.stringify(wish)) },
        maxAttempts: MAX_ATTEMPTS,
      }),
    tasks: {
      [TASK]: async (payload) => {
        const { kind, sealed } = payloadSchema.parse(payload);
        const { email, language } = wishSchema.parse(JSON.parse(sealer.open(sealed)));
        if (!(await writing[kind].concerns(email))) return;
        if (await isTooMany(`${kind} ${emailKey(email)}`)) return;
        await writing[kind].write(email, language);
      },
    },
  };
};
