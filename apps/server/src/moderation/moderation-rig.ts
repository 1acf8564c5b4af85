import {
  listModerationLog,
  makeChatRule,
  type RouteInput,
  type RouteReply,
  restrictAuthor,
} from '@livestreamer/contracts';
import type { TestPerson } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';
import { type ChatRig, openChatRig } from '../chat/chat-rig.ts';

type Person = Pick<TestPerson, 'rest'>;
type Restriction = RouteInput<typeof restrictAuthor>['body'];

/** A room, and everybody who keeps order in it. */
export interface ModerationRig extends ChatRig {
  /** Owns the station, and is nothing else on the server. */
  readonly owner: TestMember;
  /** A moderator of the station. */
  readonly moderator: TestMember;
  /** Keeps order on all stations. */
  readonly everywhere: TestMember;
  /** Makes somebody a moderator of the station. */
  addModerator(): Promise<TestMember>;
  /** What was done, the newest first: who, what, to whom, why. */
  log(): Promise<string[]>;
  /** Bans the author of a message for ever, or does what `restriction` says in place of that. */
  restrict(
    keeper: Person,
    messageId: string,
    restriction?: Partial<Restriction>,
  ): Promise<RouteReply<typeof restrictAuthor>['items']>;
  rule(kind: 'word' | 'regex' | 'link', pattern: string, act?: 'refuse' | 'hold' | 'allow'): Promise<void>;
}

/** Open it in `beforeAll`, close it in `afterAll`. */
export const openModerationRig = async (options?: Parameters<typeof openChatRig>[0]): Promise<ModerationRig> => {
  const chat = await openChatRig(options);
  const { server, room } = chat;
  const { sql } = server;
  const owner = await chat.member();
  await sql`update station set owner_id = ${owner.accountId} where is_default`;
  const addModerator = async (): Promise<TestMember> => {
    const member = await chat.member();
    await sql`
      insert into station_role (station_id, account_id, role)
      select id, ${member.accountId}, 'moderator' from station where is_default`;
    return member;
  };

  return {
    ...chat,
    owner,
    moderator: await addModerator(),
    everywhere: await addSignedInMember(server, { role: 'moderator' }),
    addModerator,
    log: async () => {
      const { items } = await owner.rest.call(listModerationLog, { ...room, query: {} });
      return items.map(({ actor, act, subject, reason }) => [actor, act, subject, reason].filter(Boolean).join(' | '));
    },
    restrict: async ({ rest }, messageId, restriction = {}) => {
      const body = { kind: 'ban', forS: null, reason: 'Noise', ...restriction } as const;
      return (await rest.call(restrictAuthor, { ...chat.message(messageId), body })).items;
    },
    rule: async (kind, pattern, act = 'refuse') => {
      await owner.rest.call(makeChatRule, { ...room, body: { kind, pattern, act } });
    },
    empty: async () => {
      await sql`delete from chat_message`;
      await sql`delete from chat_restriction`;
      await sql`delete from chat_visitor`;
      await sql`delete from chat_rule`;
      await sql`delete from moderation_entry`;
      await sql`
        update chat_room
        set open = true, writers = 'members', writers_before_lock = 'members', slow_mode_s = 0, cleared_seq = 0, cleared_before_seq = 0, announcement = null,
          rules_revision = rules_revision + 1`;
    },
  };
};
