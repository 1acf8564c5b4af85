import { type ChatMessage, getStation, listMessages, postMessage, type RouteReply } from '@livestreamer/contracts';
import { startTestServer, type TestPerson, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';

/** A server and people who chat on its default station. */
export interface ChatRig {
  readonly server: TestServer;
  /** What calls about the room take. */
  readonly room: { readonly params: { readonly station: string } };
  readonly message: (id: string) => { readonly params: { readonly station: string; readonly id: string } };
  member(): Promise<TestMember>;
  /** Somebody who has opened the page, and got a cookie. */
  visitor(): Promise<TestPerson>;
  say(person: Pick<TestPerson, 'rest'>, said?: Said): Promise<ChatMessage>;
  /** As somebody sees it who is not signed in. */
  list(query?: ListQuery): Promise<RouteReply<typeof listMessages>>;
  texts(query?: ListQuery): Promise<string[]>;
  setRoom(columns: Readonly<Record<string, string | number | boolean>>): Promise<void>;
  /** Makes the zeroth second of a show that is on air. */
  putOnAir(): Promise<string>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

interface Said {
  readonly text?: string;
  readonly replyTo?: string;
  readonly key?: string;
  readonly connection?: string;
}

interface ListQuery {
  readonly cursor?: string;
  readonly beside?: number;
  readonly limit?: number;
  readonly direction?: 'older' | 'newer';
}

export const openChatRig = async (options: Parameters<typeof startTestServer>[0] = {}): Promise<ChatRig> => {
  const server = await startTestServer(options);
  const { station, sql } = server;
  const room = { params: { station } };
  const list: ChatRig['list'] = (query = {}) => server.visitor().rest.call(listMessages, { ...room, query });

  return {
    server,
    room,
    message: (id) => ({ params: { station, id } }),
    member: () => addSignedInMember(server),
    visitor: async () => {
      const person = server.visitor();
      await person.rest.call(getStation, room);
      return person;
    },
    say: ({ rest }, said = {}) => rest.call(postMessage, { ...room, body: { text: 'Hello', ...said } }),
    list,
    texts: async (query) => (await list(query)).items.map(({ text }) => text),
    setRoom: async (columns) => {
      await sql`insert into chat_room (station_id) select id from station where is_default on conflict do nothing`;
      await sql`update chat_room set ${sql(columns)}`;
    },
    putOnAir: async () => {
      const [row] = await sql<{ id: string }[]>`
        insert into broadcast (station_id, account_id, title, state, started_at, last_seen_at)
        select id, owner_id, 'Night', 'live', now(), now() from station where is_default returning id`;
      return row?.id ?? '';
    },
    empty: async () => {
      await sql`delete from chat_message`;
      await sql`delete from chat_room`;
      await sql`delete from chat_visitor`;
      await sql`delete from broadcast`;
    },
    close: server.stop,
  };
};
