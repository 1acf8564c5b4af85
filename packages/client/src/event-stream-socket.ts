import { CLOSE, type ClientMessage } from '@livestreamer/contracts';
import type { RealtimeSocket } from './realtime-socket.ts';
import { readServerMessage } from './server-message-reader.ts';

interface EventStreamSocketOptions {
  /** `https://radio.example/api/v1/realtime/events`; in the browser without the host. */
  readonly url: string;
  readonly fetch?: typeof fetch;
}

type SocketEvent = 'open' | 'message' | 'close' | 'error';
interface Heard {
  readonly data: unknown;
  readonly code: number;
}

/** RFC 6455 §7.4.1: lost without a word; said here of a reply that just ends. */
const LOST = 1006;
/** HTTP's word for too many connections, and that of WebSockets (IANA's registry of close codes). */
const TOO_MANY = 429;
const TRY_LATER = 1013;
/** The event that has a close code as its text. */
const CLOSE_EVENT = 'close';

/**
 * Server-sent events (WHATWG HTML §9.2) in the shape of a socket, for networks that let no WebSocket through. What it is to hear stands in the
 * address, so a subscription ends the reply and asks anew: for all rooms, each from where it is by then. What one says in one go is asked for once.
 */
export const createEventStreamSocket = (options: EventStreamSocketOptions): RealtimeSocket => {
  const { url, fetch: send = (...call) => fetch(...call) } = options;
  const listeners: Record<SocketEvent, ((event: Heard) => void)[]> = { open: [], message: [], close: [], error: [] };
  /** Rooms and where in them it is; null: a snapshot is wanted. */
  const rooms = new Map<string, { epoch: string; seq: number } | null>();
  let connectionId: string | null = null;
  let reply = new AbortController();
  let asking = false;
  let over = false;

  const tell = (type: SocketEvent, event: Partial<Heard> = {}): void => {
    for (const listener of [...listeners[type]]) listener({ data: undefined, code: 0, ...event });
  };

  const end = (code: number): void => {
    if (over) return;
    over = true;
    reply.abort();
    tell('close', { code });
  };

  const address = (): string => {
    const query = new URLSearchParams();
    for (const [room, at] of rooms) query.append('room', at ? `${room}@${at.epoch}.${at.seq}` : room);
    if (connectionId !== null) query.set('connection', connectionId);
    return query.size === 0 ? url : `${url}?${query}`;
  };

  /** Notes where the rooms are. The welcome of a later reply is of the same connection, and not passed on. */
  const heed = (text: string): void => {
    const message = readServerMessage(text);
    if (message?.type === 'welcome') {
      if (connectionId !== null) return;
      connectionId = message.connectionId;
    } else if (message?.type === 'subscribed') {
      // Without a snapshot, what was missed follows: the place moves on with each of it.
      if (message.snapshot) rooms.set(message.room, { epoch: message.epoch, seq: message.seq });
    }
    if (message?.type === 'event' || message?.type === 'unknown-event' || message?.type === 'own') {
      const at = rooms.get(message.room);
      if (at && message.seq > at.seq) at.seq = message.seq;
    }
    tell('message', { data: text });
  };

  const ask = async (): Promise<void> => {
    asking = false;
    reply.abort();
    if (over) return;
    const mine = new AbortController();
    reply = mine;
    try {
      const response = await send(address(), { signal: mine.signal, headers: { accept: 'text/event-stream' } });
      if (response.status === TOO_MANY) return end(TRY_LATER);
      if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
      const parser = createEventParser();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (reply !== mine || over) return;
        if (done) break;
        for (const { event, data } of parser.push(value)) {
          if (event === CLOSE_EVENT && Number(data) === CLOSE.ASK_ON.code) return askSoon();
          if (event === CLOSE_EVENT) return end(Number(data) || LOST);
          heed(data);
          if (reply !== mine || over) return;
        }
      }
    } catch {
      // As every other loss.
    }
    if (reply === mine) end(LOST);
  };

  const askSoon = (): void => {
    if (asking) return;
    asking = true;
    queueMicrotask(() => void ask());
  };

  askSoon();

  return {
    addEventListener: (type: SocketEvent, listener: (event: Heard) => void) => void listeners[type].push(listener),
    send: (text) => {
      const message: ClientMessage = JSON.parse(text);
      if (message.type === 'subscribe') rooms.set(message.room, message.resume ?? null);
      else if (message.type === 'unsubscribe') rooms.delete(message.room);
      else return; // nobody waits for an answer to a heartbeat
      askSoon();
    },
    close: () => {
      over = true;
      reply.abort();
    },
  };
};

/** Cuts text into events. Lines end with LF, as our server writes them. */
const createEventParser = () => {
  let rest = '';
  return {
    push: (text: string): { event: string; data: string }[] => {
      const parts = (rest + text).split('\n\n');
      rest = parts.pop() ?? '';
      return parts.map((part) => {
        const lines = part.split('\n');
        const field = (name: string): string[] =>
          lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
        return { event: field('event')[0] ?? 'message', data: field('data').join('\n') };
      });
    },
  };
};
