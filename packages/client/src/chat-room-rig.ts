import {
  type ChatMessage,
  deleteMessage,
  editMessage,
  getChatStanding,
  listMessageChanges,
  listMessages,
  postMessage,
  type RoomEvent,
  type Route,
} from '@livestreamer/contracts';
import { ApiError } from './api-error.ts';
import { snapshotWith } from './fake-realtime-rig.ts';
import type { RoomFollower } from './followed-rooms.ts';
import type { RealtimeClient, RealtimeState } from './realtime-client.ts';
import type { RestClient } from './rest-client.ts';

/** So few changes are told at once that clients often have to begin anew. */
const CHANGES_EACH = 5;
const SERVER_TIME = '2026-01-01T00:00:00.000Z';

interface Stored {
  message: ChatMessage;
  changedSeq: number;
}

/** What becomes of a call: it works, it never arrives, or its answer is lost. */
export type Fate = 'works' | 'lost' | 'answer-lost';

/** A page's connection to the room: events wait until the test delivers them, and are lost with the line. */
export interface ModelLine {
  readonly rest: RestClient;
  readonly realtime: RealtimeClient;
  /** What the next calls meet, one after the other. */
  readonly fates: Fate[];
  /** Delivers the event that waits at this place of the queue: two servers may tell in another order. */
  deliver(place: number): void;
  /** Hears something that the model does not tell by itself. */
  hear(event: RoomEvent): void;
  drop(): void;
  comeBack(): void;
}

/** The room of a station as servers keep it, in memory; for tests. */
export const createChatRoomModel = () => {
  const stored: Stored[] = [];
  const byKey = new Map<string, string>();
  const lines: { tell(event: RoomEvent, except: string | undefined): void }[] = [];
  let seq = 0;
  let clearedSeq = 0;

  const room = () => ({ ...snapshotWith(null).chat.room, clearedSeq });
  const shown = () => stored.filter(({ message }) => message.seq > clearedSeq);
  const tellAll = (event: RoomEvent, except?: string): void => {
    for (const line of lines) line.tell(event, except);
  };
  const change = (entry: Stored, patch: Partial<ChatMessage>, except?: string): ChatMessage => {
    seq += 1;
    entry.message = { ...entry.message, ...patch, ...(entry.message.seq === 0 ? { seq } : {}) };
    entry.changedSeq = seq;
    tellAll({ type: 'message', seq, message: entry.message }, except);
    return entry.message;
  };

  const post = (author: string, body: { text: string; key?: string; connection?: string }): ChatMessage => {
    const before = stored.find(({ message }) => message.id === byKey.get(`${author} ${body.key}`));
    if (before) return before.message;
    const id = `m${stored.length}`;
    byKey.set(`${author} ${body.key}`, id);
    const message: ChatMessage = {
      id,
      seq: 0,
      state: 'shown',
      broadcastId: null,
      author: { kind: 'member', accountId: author, username: author, badge: null },
      text: body.text,
      mentions: [],
      sentAt: SERVER_TIME,
      editedAt: null,
      likes: 0,
      replyTo: null,
    };
    const entry = { message, changedSeq: 0 };
    stored.push(entry);
    return change(entry, {}, body.connection);
  };

  const list = ({ beside, limit = 25 }: { beside?: number; limit?: number }) => {
    const older = shown().filter(({ message }) => beside === undefined || message.seq < beside);
    const items = older
      .slice(-limit)
      .reverse()
      .map(({ message }) => message);
    return { items, next: older.length > limit ? 'more' : null, previous: null, seq };
  };

  const changesSince = (after: number) => {
    const changed = shown().filter(({ changedSeq }) => changedSeq >= after);
    const fresh = changed.length > CHANGES_EACH;
    return { fresh, seq, clearedSeq, items: fresh ? [] : changed.map(({ message }) => message) };
  };

  const answer = (author: string, route: Route, input: unknown): unknown => {
    const { params, query, body } = input as { params: { id: string }; query: never; body: never }; // as the routes take it
    const entry = stored.find(({ message }) => message.id === params.id);
    if (route === postMessage) return post(author, body);
    if (route === listMessages) return list(query);
    if (route === listMessageChanges) return changesSince((query as { after: number }).after);
    if (route === editMessage && entry) return change(entry, body);
    if (route === deleteMessage && entry) return void change(entry, { state: 'deleted', text: '' });
    if (route === getChatStanding)
      return {
        self: { kind: 'member', accountId: author, username: author },
        moderates: false,
        restriction: null,
        liked: [],
        held: [],
      };
    throw new Error(`The model does not know ${route.name}.`);
  };

  return {
    /** What everybody is to see in the end. */
    texts: (): string[] => shown().map(({ message }) => `${message.id} ${message.state} ${message.text}`),
    count: (): number => stored.length,
    remove: (nth: number): void => {
      const entry = stored[nth];
      if (entry) change(entry, { state: 'deleted', text: '' });
    },
    clear: (): void => {
      clearedSeq = seq;
      tellAll({ type: 'chat-room', room: room() });
    },
    unclear: (): void => {
      clearedSeq = 0;
      tellAll({ type: 'chat-room', room: room() });
    },
    line: (author: string): ModelLine => {
      const fates: Fate[] = [];
      const waiting: RoomEvent[] = [];
      const listeners = new Set<(state: RealtimeState) => void>();
      let follower: RoomFollower | null = null;
      let open = true;
      lines.push({
        tell: (event, except) => {
          if (open && except !== author) waiting.push(event);
        },
      });
      const enter = (): void => {
        open = true;
        for (const listener of listeners) listener('open');
        follower?.onSnapshot({ ...snapshotWith(null), chat: { seq, room: room() } });
      };
      const call = async (route: Route, input: unknown): Promise<unknown> => {
        const fate = fates.shift() ?? 'works';
        const lost = new ApiError({ status: 0, code: 'network', message: 'no line' });
        if (fate === 'lost' || !open) throw lost;
        const reply = answer(author, route, input);
        if (fate === 'answer-lost') throw lost;
        return reply;
      };
      return {
        fates,
        rest: { call: call as RestClient['call'] }, // the model answers as the routes do
        realtime: {
          follow: (_, heard) => {
            follower = heard;
            enter();
            return () => undefined;
          },
          state: () => (open ? 'open' : 'waiting'),
          onState: (listener) => {
            listeners.add(listener);
            return () => void listeners.delete(listener);
          },
          connectionId: () => (open ? author : null),
          reconnect: () => undefined,
          retryNow: () => undefined,
          close: () => undefined,
        },
        deliver: (place) => {
          const [event] = waiting.splice(Math.min(place, waiting.length - 1), 1);
          if (event) follower?.onEvent(event);
        },
        hear: (event) => follower?.onEvent(event),
        drop: () => {
          open = false;
          waiting.length = 0;
        },
        comeBack: () => {
          if (!open) enter();
        },
      };
    },
  };
};
