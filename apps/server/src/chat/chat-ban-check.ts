import type { CallContext } from '../platform/http/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { ChatAdmission } from './chat-admission.ts';
import type { ChatWriters } from './chat-writer.ts';

/** Throws `chat_banned` for whoever is banned on a station: also for what is not said, hearts and reports. */
export type BanCheck = (station: StationRecord, context: CallContext) => Promise<void>;

interface BanCheckOptions {
  readonly sql: Sql;
  readonly writers: ChatWriters;
  readonly admission: Pick<ChatAdmission, 'assertNotBanned'>;
}

export const createBanCheck =
  ({ sql, writers, admission }: BanCheckOptions): BanCheck =>
  async (station, context) => {
    const writer = await writers.writerOf(context, station);
    const accountId = writer.kind === 'member' ? writer.accountId : null;
    const author = { accountId, visitorNumber: await writers.numberOf(writer, station) };
    await admission.assertNotBanned(sql, { station, writer, author });
  };
