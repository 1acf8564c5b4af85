import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '@livestreamer/clock';
import { CLOSE, type Presence, REALTIME_EVENTS_PATH, type RoomEvent, type RoomSnapshot } from '@livestreamer/contracts';
import { WebSocketServer } from 'ws';
import type { Chance, Logger } from '../platform/index.ts';
import { openEventStreamLine } from './event-stream-line.ts';
import { createIdentityRecheck } from './identity-recheck.ts';
import { createLatestEvents } from './latest-events.ts';
import type { PeopleHere, PresenceStore } from './presence-store.ts';
import { readEventStreamAddress } from './realtime-address.ts';
import { createRealtimeConnection, type RealtimeConnection, type RealtimeLine } from './realtime-connection.ts';
import { createRealtimeCounters, type RealtimeCounters } from './realtime-counters.ts';
import {
  type Admission,
  createRealtimeEntrance,
  type RealtimeEntranceOptions,
  type Refusal,
} from './realtime-entrance.ts';
import { REALTIME_LIMITS, type RealtimeLimits } from './realtime-limits.ts';
import { createRealtimeRooms } from './realtime-rooms.ts';
import type { PublishedEvent, RoomBus, RoomBusCounters } from './room-bus.ts';
import { createRoomPresence } from './room-presence.ts';
import { openWebSocketLine } from './websocket-line.ts';

/** Events to rooms, over WebSocket or server-sent events. Knows nothing of stations; of people only who is the same. */
export interface Realtime {
  /** For the `upgrade` event of an HTTP server, on the path of the realtime WebSocket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes a request for server-sent events; true when it is one. */
  takeRequest(request: IncomingMessage, response: ServerResponse, ...further: unknown[]): boolean;
  /** Sends an event to everybody in the room; but not to the connection `except`, whose own request caused it. */
  publish(room: string, event: RoomEvent, options?: { readonly except?: string | undefined }): void;
  /**
   * For figures: at most one of a type (and of one thing, `of`) in `LIMITS.realtime.coalesceMs`; the newest wins. What waits is dropped when
   * `publish` sends a newer one.
   */
  publishLatest(room: string, event: RoomEvent, options?: { readonly of?: string }): void;
  /** Who is in a room on all nodes, in people: as counted last, and by name. */
  presenceOf(room: string): Presence;
  peopleIn(room: string): Promise<PeopleHere>;
  /** Rooms that somebody on this node is in. */
  roomsInUse(): Iterable<string>;
  /** What this account is has changed: its connections come back as whoever their cookies say. */
  closeAccount(accountId: string): void;
  /** Changes may have been missed: asks anew who everybody is who is signed in, and closes those who are somebody else. */
  recheckAccounts(): void;
  report(): RealtimeReport;
  /** Closes every connection with `CLOSE.RESTARTING`; ends when they are gone. Refuses new ones. */
  stop(): Promise<void>;
}

export interface RealtimeReport extends Readonly<RealtimeCounters>, Readonly<RoomBusCounters> {
  /** Open now. */
  readonly connections: number;
  /** Of those, by WebSocket and by server-sent events. */
  readonly webSockets: number;
  readonly eventStreams: number;
  /** Written for them, and not yet taken by the kernel. */
  readonly outboxBytes: number;
  /** Rooms kept on this node now. */
  readonly rooms: number;
  /** Who is in them through this node, each person once. */
  readonly members: number;
  readonly visitors: number;
}

/** What a room holds, but for who is there. */
export type RoomContent = Omit<RoomSnapshot, 'presence'>;

export interface RealtimeOptions extends Pick<RealtimeEntranceOptions, 'originAllowed' | 'addressOf' | 'identify'> {
  readonly bus: RoomBus;
  readonly presenceStore: PresenceStore;
  /** What a room holds now, or null when there is no such place. */
  readonly contentOf: (room: string) => Promise<RoomContent | null>;
  /** Whether everything from this address is refused. WebSockets are asked about before they come here. */
  readonly isBanned: (address: string) => boolean;
  /** An event came, from whichever node. */
  readonly onHeard?: (published: PublishedEvent) => void;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  readonly limits?: Partial<RealtimeLimits>;
}

export const createRealtime = (options: RealtimeOptions): Realtime => {
  const { bus, presenceStore, contentOf, identify, addressOf, isBanned, clock, chance, log } = options;
  const { onHeard = () => undefined } = options;
  const limits = { ...REALTIME_LIMITS, ...options.limits };
  const mostWaitingBytes = limits.outboxBytes;
  const counters = createRealtimeCounters();
  const connections = new Set<RealtimeConnection>();
  /** Replies of server-sent events by whose they are: whoever asks on has left the one before, whether we know it or not. */
  const replies = new Map<string, RealtimeConnection>();
  let changesOfPeople = 0;
  let stopping = false;
  let onLastGone = (): void => undefined;

  const publish = (room: string, event: RoomEvent, except: string | null = null): void => {
    counters.published += 1;
    bus.publish(room, event, except);
  };
  const onReplaced = (): void => {
    counters.replaced += 1;
  };
  const latest = createLatestEvents({ clock, publish: (room, event) => publish(room, event), onReplaced });
  const presence = createRoomPresence({
    store: presenceStore,
    tell: (room, counts) => publish(room, { type: 'presence', presence: counts }),
    clock,
    log,
  });
  const snapshotOf = async (room: string): Promise<RoomSnapshot | null> => {
    const content = await contentOf(room);
    return content && { ...content, presence: presence.countsOf(room) };
  };
  const rooms = createRealtimeRooms({ ...options, ...limits, snapshotOf, presence, onHeard, counters });
  const entrance = createRealtimeEntrance({ ...options, changesOfPeople: () => changesOfPeople, limits, counters });
  const recheck = createIdentityRecheck({ identify, clock });
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false, // pongs go through the bounded outbox too
    maxPayload: limits.frameBytes,
  });

  const admit = async (request: IncomingMessage): Promise<Admission | Refusal> => {
    if (stopping) return '503 Service Unavailable';
    const admission = await entrance.admit(request);
    if (!stopping || typeof admission === 'string') return admission;
    admission.release();
    return '503 Service Unavailable';
  };

  const connect = (line: RealtimeLine, admission: Admission, id: string): RealtimeConnection => {
    const { person, cookie, address, release } = admission;
    counters.opened += 1;
    const connection = createRealtimeConnection({
      line,
      id,
      person: person ?? { key: `connection ${id}`, account: null },
      cookie,
      isBanned: () => isBanned(address),
      rooms,
      limits,
      counters,
      clock,
      onGone: () => {
        release();
        connections.delete(connection);
        if (connections.size === 0) onLastGone();
      },
    });
    connections.add(connection);
    return connection;
  };

  const takeWebSocket = async (request: IncomingMessage, raw: Duplex, head: Buffer): Promise<void> => {
    const admission = await admit(request);
    if (typeof admission === 'string') return refuseUpgrade(raw, admission);
    if (raw.destroyed) return admission.release();
    raw.once('close', () => {
      if (!taken) admission.release();
    });
    let taken = false;
    webSockets.handleUpgrade(request, raw, head, (socket) => {
      taken = true;
      openWebSocketLine({
        socket,
        raw,
        mostWaitingBytes,
        connect: (line) => connect(line, admission, chance.shortId()),
      });
    });
  };

  const takeEventStream = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const wish = readEventStreamAddress(request.url ?? '');
    if (!wish) return refuseRequest(response, '400 Bad Request');
    if (isBanned(addressOf(request))) return refuseRequest(response, '403 Forbidden');
    const admission = await admit(request);
    if (typeof admission === 'string') return refuseRequest(response, admission);
    if (response.destroyed) return admission.release();
    const id = wish.connectionId ?? chance.shortId();
    const connection = openEventStreamLine({
      response,
      mostWaitingBytes,
      connect: (line) => connect(line, admission, id),
    });
    for (const subscription of wish.subscriptions) connection.heed(subscription);
    const owner = `${connection.person.key} ${id}`;
    replies.get(owner)?.close(CLOSE.ASK_ON);
    replies.set(owner, connection);
    response.once('close', () => {
      if (replies.get(owner) === connection) replies.delete(owner);
    });
  };

  return {
    handleUpgrade: (request, socket, head) => void takeWebSocket(request, socket, head),
    takeRequest: (request, response) => {
      if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== REALTIME_EVENTS_PATH) return false;
      void takeEventStream(request, response);
      return true;
    },
    publish: (room, event, { except } = {}) => {
      latest.outdate(room, event.type);
      publish(room, event, except ?? null);
    },
    publishLatest: (room, event, { of } = {}) => {
      if (!stopping) latest.offer(room, event, of);
    },
    presenceOf: presence.countsOf,
    peopleIn: presence.peopleIn,
    roomsInUse: presence.rooms,
    report: () => {
      let webSockets = 0;
      let outboxBytes = 0;
      for (const { line } of connections) {
        if (line.isTwoWay) webSockets += 1;
        outboxBytes += line.waitingBytes;
      }
      const eventStreams = connections.size - webSockets;
      const lines = { connections: connections.size, webSockets, eventStreams, outboxBytes };
      return { ...lines, rooms: rooms.size, ...presence.here(), ...counters, ...bus.counters };
    },
    closeAccount: (accountId) => {
      changesOfPeople += 1;
      for (const connection of [...connections])
        if (connection.person.account?.accountId === accountId) connection.close(CLOSE.IDENTITY_CHANGED);
    },
    recheckAccounts: () => {
      changesOfPeople += 1;
      recheck.begin([...connections].filter(({ person }) => person.account !== null));
    },
    stop: async () => {
      stopping = true;
      latest.stop();
      recheck.stop();
      const allGone = new Promise<void>((resolve) => {
        onLastGone = resolve;
        if (connections.size === 0) resolve();
      });
      for (const connection of [...connections]) connection.close(CLOSE.RESTARTING);
      await allGone;
      rooms.stop();
      await presence.stop();
    },
  };
};

/** Answers in HTTP and closes. The socket may break at any moment, and nobody else listens to it. */
const refuseUpgrade = (socket: Duplex, status: Refusal): void => {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const refuseRequest = (response: ServerResponse, status: Refusal | '400 Bad Request'): void => {
  response.writeHead(Number(status.slice(0, 3)), { connection: 'close', 'cache-control': 'no-store' }).end();
};
