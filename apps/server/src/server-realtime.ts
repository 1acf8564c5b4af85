import type { AddressBans, Visitors } from './access/index.ts';
import type { CallerOfCookie } from './platform/http/index.ts';
import { createRealtime, type Realtime, type RealtimeOptions } from './realtime/index.ts';
import type { ServerChat } from './server-chat.ts';

interface ServerRealtimeOptions extends Omit<RealtimeOptions, 'identify' | 'isBanned' | 'contentOf' | 'onHeard'> {
  readonly callerOfCookie: CallerOfCookie;
  readonly visitors: Pick<Visitors, 'numberIn'>;
  readonly bans: Pick<AddressBans, 'isBanned'>;
  readonly chat: Pick<ServerChat, 'contentOf' | 'onHeard'>;
}

/** The realtime engine, told what rooms hold and who people are: an account by its session, a visitor by their cookie. */
export const createServerRealtime = (options: ServerRealtimeOptions): Realtime => {
  const { callerOfCookie, visitors, bans, chat, ...engine } = options;
  return createRealtime({
    ...engine,
    isBanned: bans.isBanned,
    contentOf: chat.contentOf,
    onHeard: chat.onHeard,
    identify: async (cookie) => {
      const caller = await callerOfCookie(cookie);
      if (caller) return { key: caller.accountId, account: { accountId: caller.accountId, username: caller.username } };
      const number = visitors.numberIn(cookie);
      return number === null ? null : { key: number, account: null };
    },
  });
};
