import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import type { ChatMessage, ChatRestrictionNotice, RoomEvent } from '@livestreamer/contracts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { silentLogger } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { createChatAdmission, type MessageVerdict, type RestrictedWriter } from './chat-admission.ts';
import { createChatCounters } from './chat-counters.ts';
import { createChatEdits } from './chat-edits.ts';
import { likesOf } from './chat-like-store.ts';
import { createChatLikes } from './chat-likes.ts';
import { createChatPosting } from './chat-posting.ts';
import type { ChatWriter } from './chat-writer.ts';
import { createLikeNews } from './like-news.ts';
import { createRoomChanges, type RoomChanges } from './room-changes.ts';

type Member = ChatWriter & { readonly kind: 'member' };
interface Told {
  readonly event: RoomEvent;
  readonly except: string | undefined;
}

/** What one server has of chat, on the database of the test. */
export interface ChatNode {
  readonly changes: RoomChanges;
  readonly edits: ReturnType<typeof createChatEdits>;
  readonly likes: ReturnType<typeof createChatLikes>;
  /** What it told, in order. */
  readonly told: readonly Told[];
  say(writer: ChatWriter, said?: Said): Promise<ChatMessage>;
}

interface Said {
  readonly text?: string;
  readonly key?: string;
  readonly replyTo?: string;
  readonly connection?: string;
  readonly at?: StationRecord;
}

export interface ChatPartsRig {
  readonly sql: Sql;
  readonly clock: FakeClock;
  readonly station: StationRecord;
  /** Answers of those who keep order, until they are changed. */
  readonly order: {
    restriction: ChatRestrictionNotice | null;
    verdict: MessageVerdict;
    /** Who was asked about. */
    readonly asked: RestrictedWriter[];
  };
  node(): ChatNode;
  addStation(slug: string): Promise<StationRecord>;
  addMember(username: string, facts?: Partial<Pick<Member, 'keepsOrder'>>): Promise<Member>;
  visitor(visitorHash: string): ChatWriter;
  close(): Promise<void>;
}

export const openChatPartsRig = async (): Promise<ChatPartsRig> => {
  const { sql, close } = await openTestDatabase();
  const clock = createFakeClock();
  const order: ChatPartsRig['order'] = { restriction: null, verdict: { act: 'pass' }, asked: [] };

  const addAccount = async (username: string): Promise<string> => {
    const [row] = await sql<{ id: string }[]>`
      insert into account (username, username_key, email, email_key, password_hash, language, confirmed_at)
      values (${username}, ${username}, ${`${username}@radio.example`}, ${`${username}@radio.example`}, '', 'en', now())
      returning id`;
    return row?.id ?? '';
  };
  const ownerId = await addAccount('owner');
  const addStation = async (slug: string): Promise<StationRecord> => {
    const [row] = await sql<{ id: string }[]>`
      insert into station (slug, name, owner_id) values (${slug}, ${slug}, ${ownerId}) returning id`;
    const id = row?.id ?? '';
    return { ...STATION, id, slug, name: slug, ownerId };
  };
  const station = await addStation('radio');

  return {
    sql,
    clock,
    station,
    order,
    addStation,
    addMember: async (username, { keepsOrder = false } = {}) => {
      const accountId = username === 'owner' ? ownerId : await addAccount(username);
      const from = { visitorHash: null, person: accountId, addressRange: '192.0.2.1' };
      return { kind: 'member', accountId, username, keepsOrder, ...from };
    },
    visitor: (visitorHash) => ({
      kind: 'visitor',
      visitorHash,
      keepsOrder: false,
      person: visitorHash,
      addressRange: '192.0.2.2',
    }),
    node: () => {
      const told: Told[] = [];
      const publish = (_: string, event: RoomEvent, { except }: { except?: string } = {}) =>
        void told.push({ event, except });
      const changes = createRoomChanges({ sql, publish });
      const admission = createChatAdmission({
        limits: { take: async () => undefined },
        restrictionOf: async (_, writer) => {
          order.asked.push(writer);
          return order.restriction;
        },
        judge: async () => order.verdict,
        clock,
      });
      const tools = { sql, changes, admission, clock };
      const post = createChatPosting({ ...tools, counters: createChatCounters() });
      const news = createLikeNews({ publish, likesOf: (id) => likesOf(sql, id), clock, log: silentLogger });
      return {
        changes,
        edits: createChatEdits(tools),
        likes: createChatLikes({ changes, admission, news }),
        told,
        say: (writer, said = {}) => {
          const { text = 'Hello', key = null, replyTo = null, connection, at = station } = said;
          return post({ station: at, writer, text, key, replyTo, connection });
        },
      };
    },
    close,
  };
};

const STATION: Omit<StationRecord, 'id' | 'slug' | 'name' | 'ownerId'> = {
  isDefault: false,
  heartsFrom: 'everyone',
  accent: null,
  artworkId: null,
  formerSlugs: [],
};
