import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../../platform/index.ts';

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing runs on the four threads that files and DNS need too; half of them stay free. */
const AT_ONCE = 2;
/** About two seconds of work; whoever comes later is told to come back. */
const MAX_WAITING = 48;
const RETRY_AFTER_S = 3;

/** A hash of the same cost that no password has, for accounts that do not exist. */
const NOBODYS_HASH = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** argon2id with a bound on how much of it goes on at once. Throws `unavailable` when too many wait. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** False also for `null`, after the same work: so nobody learns by the time whether an account exists. */
  matches(passwordHash: string | null, password: string): Promise<boolean>;
}

export const createPasswordHasher = (): PasswordHasher => {
  const waiting: (() => void)[] = [];
  let running = 0;

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= MAX_WAITING) throw new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };

  /** The same keys give the same password on every keyboard. */
  const normal = (password: string): string => password.normalize('NFC');

  return {
    hash: (password) => inTurn(() => hash(normal(password), COST)),
    matches: async (passwordHash, password) => {
      const same = await inTurn(() => verify(passwordHash ?? NOBODYS_HASH, normal(password)));
      return same && passwordHash !== null;
    },
  };
};
