import { createHash } from 'node:crypto';
import type { Clock } from '@livestreamer/clock';
import type { Chance } from '../../platform/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { lockAccount } from '../account-store.ts';
import {
  deleteLinks,
  findLink,
  insertLink,
  type LinkPurpose,
  type LinkSubject,
  takeLink,
} from './one-time-link-store.ts';

interface NewOneTimeLink {
  readonly purpose: LinkPurpose;
  readonly accountId: string;
  /** The new address; of `change-email` only. */
  readonly email?: string;
  readonly lifeMs: number;
}

interface PresentedLink {
  readonly purpose: LinkPurpose;
  readonly token: string;
}

/**
 * The tokens of links in letters. States of one: open → used, void or expired; in the last three it is not there any more.
 * Only its SHA-256 is stored: it is 256 bits of chance, so nothing slower is needed.
 */
export interface OneTimeLinks {
  /** Returns the token. Those that were opened before stay good. */
  open(db: Db, link: NewOneTimeLink): Promise<string>;
  /** What it stands for, without using it. Null: wrong, used, void or expired. */
  find(db: Db, link: PresentedLink): Promise<LinkSubject | null>;
  /** What it stands for, once; all others of that account for the same purpose are void from then on. */
  use(db: Db, link: PresentedLink): Promise<LinkSubject | null>;
  /** Makes links of these purposes worthless. */
  makeVoid(db: Db, links: { accountId: string; purposes: readonly LinkPurpose[] }): Promise<void>;
}

export const createOneTimeLinks = ({ clock, chance }: { clock: Clock; chance: Chance }): OneTimeLinks => {
  const keyOf = ({ purpose, token }: PresentedLink) => ({
    purpose,
    tokenHash: hashOf(token),
    now: new Date(clock.now()),
  });

  return {
    open: async (db, { purpose, accountId, email, lifeMs }) => {
      const token = chance.token();
      const createdAt = new Date(clock.now());
      const expiresAt = new Date(clock.now() + lifeMs);
      await insertLink(db, {
        tokenHash: hashOf(token),
        purpose,
        accountId,
        email: email ?? null,
        createdAt,
        expiresAt,
      });
      return token;
    },
    find: (db, link) => findLink(db, keyOf(link)),
    use: async (db, link) => {
      const found = await findLink(db, keyOf(link));
      if (!found) return null;
      // Before the links: two of one account that are used at the same moment would wait for each other.
      await lockAccount(db, found.accountId);
      const subject = await takeLink(db, keyOf(link));
      if (subject) await deleteLinks(db, { accountId: subject.accountId, purposes: [link.purpose] });
      return subject;
    },
    makeVoid: deleteLinks,
  };
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
