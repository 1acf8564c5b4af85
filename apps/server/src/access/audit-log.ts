import type { Clock } from '@livestreamer/clock';
import type { AuditAction } from '@livestreamer/contracts';
import type { Db, Json } from '../platform/postgres/index.ts';
import { insertAuditEntry } from './audit-store.ts';

/** Something that somebody did because they keep order here. */
export interface AdministrativeAct {
  /** Null: the server itself. */
  readonly actor: { readonly accountId: string; readonly username: string } | null;
  readonly action: AuditAction;
  /** To whom or what, as `account:Zoë`. */
  readonly subject: string;
  /** Never a password, a token or a letter. */
  readonly details?: Readonly<Record<string, Json>>;
  /** From where; null: from this machine. */
  readonly address: string | null;
}

/** Remembers every administrative act for good. */
export interface AuditLog {
  /** Call it in the transaction of the act: neither is ever there without the other. */
  record(db: Db, act: AdministrativeAct): Promise<void>;
}

export const createAuditLog = ({ clock }: { clock: Clock }): AuditLog => ({
  record: (db, { actor, action, subject, details = {}, address }) =>
    insertAuditEntry(db, {
      at: new Date(clock.now()),
      actorId: actor?.accountId ?? null,
      actorName: actor?.username ?? null,
      action,
      subject,
      details,
      address,
    }),
});
