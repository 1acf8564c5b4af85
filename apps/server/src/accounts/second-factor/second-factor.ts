import type { Clock } from '@livestreamer/clock';
import { AppError, type Chance, type Sealer } from '../../platform/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { lockAccount } from '../account-store.ts';
import type { TellOwner } from '../letters/account-post.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { makeRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import {
  countRecoveryCodes,
  deleteSecondFactor,
  findSecondFactor,
  putSecret,
  replaceRecoveryCodes,
  takeRecoveryCode,
  takeStep,
  turnOn,
} from './second-factor-store.ts';
import { totpSecretFrom, totpStepOf, totpUri } from './totp.ts';

interface CodeOf {
  readonly accountId: string;
  /** Six digits of an authenticator app, or a recovery code, as typed. */
  readonly code: string;
}

/** A change of how one signs in: whoever signed in otherwise has to do it again. */
interface Turning extends CodeOf {
  /** The session with this `Cookie` header goes on. */
  readonly cookieHeader: string | null;
}

/**
 * A code beside the password. States: off → begun (a secret that does not count yet) → on, with recovery codes → off.
 * Guesses are counted for the account: who gets so far knows its password.
 */
export interface SecondFactor {
  isOn(db: Db, accountId: string): Promise<boolean>;
  state(accountId: string): Promise<{ on: boolean; recoveryCodesLeft: number }>;
  /** A new secret; one that was begun before is void. Throws `second_factor_on`. */
  begin(request: { accountId: string; username: string; issuer: string }): Promise<{ secret: string; uri: string }>;
  /** With a first code from the app; signs every other device out, and returns the recovery codes. Throws `second_factor_wrong`, `second_factor_on`. */
  turnOn(request: Turning): Promise<string[]>;
  /** Throws `second_factor_wrong`; a code that was right is used up. */
  check(db: Db, request: CodeOf): Promise<void>;
  /** New recovery codes instead of the old. Throws `second_factor_wrong`, `second_factor_off`. */
  renewRecoveryCodes(request: CodeOf): Promise<string[]>;
  /** Signs every other device out. Throws `second_factor_wrong`, `second_factor_off`. */
  turnOff(request: Turning): Promise<void>;
  /** Without a code, by who keeps order here: in the caller's transaction. Signs every device out. Throws `second_factor_off`. */
  remove(db: Db, accountId: string): Promise<void>;
}

interface SecondFactorOptions {
  readonly sql: Sql;
  readonly sealer: Sealer;
  readonly tellOwner: TellOwner<'secondFactorOn' | 'secondFactorOff' | 'recoveryCodeUsed' | 'recoveryCodesRenewed'>;
  readonly sessions: Pick<Sessions, 'endAllOf'>;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly chance: Chance;
}

const SIX_DIGITS = /^\d{6}$/;

export const createSecondFactor = (options: SecondFactorOptions): SecondFactor => {
  const { sql, sealer, tellOwner, sessions, limits, clock, chance } = options;

  const stepOf = (sealedSecret: string, code: string): number | null =>
    totpStepOf({ secret: sealer.open(sealedSecret), code: code.replaceAll(' ', ''), nowMs: clock.now() });

  /** Beside the count of passwords, so that knowing the password does not buy more guesses at the code. */
  const counted = async <T>(accountId: string, attempt: () => Promise<T>): Promise<T> => {
    const key = `${accountId} second factor`;
    await limits.take('password-check-account', key);
    const right = await attempt();
    await limits.forget('password-check-account', key);
    return right;
  };

  const isOn = async (db: Db, accountId: string): Promise<boolean> =>
    ((await findSecondFactor(db, accountId))?.turnedOnAt ?? null) !== null;

  const spendRecoveryCode = ({ accountId, code }: CodeOf): Promise<boolean> =>
    sql.begin(async (db) => {
      const used = await takeRecoveryCode(db, { accountId, codeHash: recoveryCodeHash(code) });
      if (used) await tellOwner(db, accountId, 'recoveryCodeUsed');
      return used;
    });

  const take = async (db: Db, { accountId, code }: CodeOf): Promise<boolean> => {
    if (!SIX_DIGITS.test(code.replaceAll(' ', ''))) return spendRecoveryCode({ accountId, code });
    const factor = await findSecondFactor(db, accountId);
    const step = factor?.turnedOnAt ? stepOf(factor.sealedSecret, code) : null;
    return step !== null && takeStep(db, { accountId, step });
  };

  const check = (db: Db, request: CodeOf): Promise<void> =>
    counted(request.accountId, async () => {
      if (!(await take(db, request))) throw new AppError('second_factor_wrong');
    });

  const giveRecoveryCodes = async (db: Db, accountId: string): Promise<string[]> => {
    const codes = makeRecoveryCodes(chance);
    await replaceRecoveryCodes(db, { accountId, codeHashes: codes.map(recoveryCodeHash) });
    return codes;
  };

  /** Before the transaction of a change: a code that was taken stays taken, whatever becomes of the change. */
  const checkWhileOn = async (request: CodeOf): Promise<void> => {
    if (!(await isOn(sql, request.accountId))) throw new AppError('second_factor_off');
    await check(sql, request);
  };

  return {
    isOn,
    check,
    state: async (accountId) => ({
      on: await isOn(sql, accountId),
      recoveryCodesLeft: await countRecoveryCodes(sql, accountId),
    }),
    begin: async ({ accountId, username, issuer }) => {
      const secret = totpSecretFrom(chance.token());
      if (!(await putSecret(sql, { accountId, sealedSecret: sealer.seal(secret) })))
        throw new AppError('second_factor_on');
      return { secret, uri: totpUri({ secret, issuer, username }) };
    },
    turnOn: async ({ accountId, code, cookieHeader }) => {
      const factor = await findSecondFactor(sql, accountId);
      if (factor?.turnedOnAt) throw new AppError('second_factor_on');
      const { sealedSecret, step } = await counted(accountId, async () => {
        const found = factor && stepOf(factor.sealedSecret, code);
        if (factor === null || found === null) throw new AppError('second_factor_wrong');
        return { sealedSecret: factor.sealedSecret, step: found };
      });
      return sql.begin(async (db) => {
        await lockAccount(db, accountId);
        const isFirst = await turnOn(db, { accountId, sealedSecret, at: new Date(clock.now()), step });
        if (!isFirst) throw new AppError('second_factor_on');
        await tellOwner(db, accountId, 'secondFactorOn');
        await sessions.endAllOf(accountId, { but: cookieHeader, db });
        return giveRecoveryCodes(db, accountId);
      });
    },
    renewRecoveryCodes: async (request) => {
      await checkWhileOn(request);
      return sql.begin(async (db) => {
        await tellOwner(db, request.accountId, 'recoveryCodesRenewed');
        return giveRecoveryCodes(db, request.accountId);
      });
    },
    turnOff: async ({ cookieHeader, ...request }) => {
      const { accountId } = request;
      await checkWhileOn(request);
      await sql.begin(async (db) => {
        await lockAccount(db, accountId);
        await deleteSecondFactor(db, accountId);
        await tellOwner(db, accountId, 'secondFactorOff');
        await sessions.endAllOf(accountId, { but: cookieHeader, db });
      });
    },
    remove: async (db, accountId) => {
      await lockAccount(db, accountId);
      if (!(await isOn(db, accountId))) throw new AppError('second_factor_off');
      await deleteSecondFactor(db, accountId);
      await tellOwner(db, accountId, 'secondFactorOff');
      await sessions.endAllOf(accountId, { db });
    },
  };
};
