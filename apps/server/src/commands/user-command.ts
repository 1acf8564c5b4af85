import { emailSchema, passwordSchema, type Role, usernameSchema } from '@livestreamer/contracts';
import type { z } from 'zod';
import { createAuditLog, createRedisAccessBus } from '../access/index.ts';
import { createOperatorAccounts, type OperatorAccounts, sessionStoreOf } from '../accounts/index.ts';
import type { Config } from '../config.ts';
import { silentLogger } from '../platform/index.ts';
import { hasMigrationTable } from '../platform/postgres/index.ts';
import { connectRedis } from '../platform/redis/index.ts';
import { makeDefaultStation } from '../stations/index.ts';
import { withConnection } from './command-database.ts';
import type { CommandSurroundings } from './command-surroundings.ts';

export interface UserToMake {
  readonly email: string;
  readonly role: Role;
  /** The standard input is the password; else one is made up and printed. */
  readonly passwordStdin?: boolean;
}

/** Until somebody gives the first station another name. */
const FIRST_STATION_NAME = 'Radio';

/** Makes an account that can sign in at once. */
export const userCreateCommand = async (
  config: Config,
  { username, email, role, passwordStdin = false }: UserToMake & { username: string },
  surroundings: CommandSurroundings,
): Promise<void> => {
  const { chance, print, readInput } = surroundings;
  const given = passwordStdin ? (await readInput()).replace(/\r?\n$/, '') : null;
  const request = {
    username: checked(usernameSchema, username, 'The name'),
    email: checked(emailSchema, email, 'The e-mail address'),
    password: given === null ? chance.token() : checked(passwordSchema, given, 'The password'),
    role,
    stationName: FIRST_STATION_NAME,
  };
  await withAccounts(config, surroundings, async ({ accounts }) => {
    await accounts.make(request);
    print(`${request.username} has an account now, as ${role}.`);
    if (given === null) print(`The password is ${request.password}`);
  });
};

/** Gives an account these roles and no others. */
export const userRoleCommand = (
  config: Config,
  { username, roles }: { username: string; roles: readonly Role[] },
  surroundings: CommandSurroundings,
): Promise<void> =>
  withAccounts(config, surroundings, async ({ accounts, tell }) => {
    const { account, before } = await accounts.setRoles(username, [...new Set(roles)]);
    tell(account.id);
    surroundings.print(
      `${account.username} was ${before.join(', ') || 'without a role'} and is ${roles.join(', ')} now.`,
    );
  });

/** Bans an account for good and signs it out everywhere. */
export const userDisableCommand = (
  config: Config,
  { username, reason }: { username: string; reason: string },
  surroundings: CommandSurroundings,
): Promise<void> =>
  withAccounts(config, surroundings, async ({ accounts, tell }) => {
    const account = await accounts.disable(username, reason);
    tell(account.id);
    surroundings.print(`${account.username} is banned and signed out everywhere. An admin can lift the ban.`);
  });

interface AccountsAtHand {
  readonly accounts: OperatorAccounts;
  /** Tells servers that run on the same Redis; one without Redis finds it at the next request, or within a minute on air. */
  readonly tell: (accountId: string) => void;
}

const withAccounts = (
  config: Config,
  surroundings: CommandSurroundings,
  work: (atHand: AccountsAtHand) => Promise<void>,
): Promise<void> =>
  withConnection({ config, ...surroundings }, async (sql) => {
    if (!(await hasMigrationTable(sql)))
      throw new Error('The database has no tables yet: start the server once, or run `livestreamer-server migrate`.');
    const { clock, chance } = surroundings;
    const redis = config.redisUrl === null ? null : await connectRedis({ url: config.redisUrl, log: silentLogger });
    try {
      const bus = redis && createRedisAccessBus({ redis, clock, chance, log: silentLogger });
      const accounts = createOperatorAccounts({
        sql,
        sessions: sessionStoreOf({ sql, redis, clock, log: silentLogger }),
        audit: createAuditLog({ clock }),
        onFirstAdmin: (db, { accountId, stationName }) =>
          makeDefaultStation(db, { name: stationName, ownerId: accountId }),
        clock,
      });
      await work({ accounts, tell: (accountId) => bus?.tell(accountId) });
    } finally {
      await redis?.close();
    }
  });

const checked = <T>(schema: z.ZodType<T>, value: string, what: string): T => {
  const result = schema.safeParse(value);
  if (!result.success)
    throw new Error(`${what} is not as it should be: ${result.error.issues.map(({ message }) => message).join('; ')}.`);
  return result.data;
};
