import { type ClientMessage, clientMessageSchema } from '@livestreamer/contracts';

/** What a client of server-sent events wants, as it stands in its address (`REALTIME_EVENTS_PATH`). */
export interface EventStreamWish {
  /** The name of the connection from an earlier request; null: it is the first. */
  readonly connectionId: string | null;
  readonly subscriptions: readonly Extract<ClientMessage, { type: 'subscribe' }>[];
}

const CONNECTION_ID = /^[\w-]{1,64}$/;

/** Reads `?room=station:a&room=station:b@<epoch>.<seq>&connection=<id>`; null when it is not of that shape. */
export const readEventStreamAddress = (url: string): EventStreamWish | null => {
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  const connectionId = query.get('connection');
  if (connectionId !== null && !CONNECTION_ID.test(connectionId)) return null;
  const subscriptions = query.getAll('room').map(subscriptionIn);
  const wanted = subscriptions.filter((one) => one !== null);
  return wanted.length === subscriptions.length ? { connectionId, subscriptions: wanted } : null;
};

const subscriptionIn = (text: string): EventStreamWish['subscriptions'][number] | null => {
  const [room = '', at] = text.split('@', 2);
  const place = at === undefined ? null : /^(.+)\.(\d+)$/.exec(at);
  if (at !== undefined && !place) return null;
  const resume = place && { epoch: place[1], seq: Number(place[2]) };
  const message = clientMessageSchema.safeParse({ type: 'subscribe', room, ...(resume ? { resume } : {}) }).data;
  return message?.type === 'subscribe' ? message : null;
};
