/** What a client does after the connection was closed: come back with a short random delay, back off, or stay away. */
export type Reconnect = 'soon' | 'later' | 'never';

/** WebSocket close codes of ours (RFC 6455 §7.4.2 leaves 4000-4999 to applications) and what each means for the client. */
export const CLOSE = {
  /** The server restarts: come back within a few seconds, spread at random. */
  RESTARTING: { code: 4001, reason: 'server restarting', reconnect: 'soon' },
  /** Nothing was heard from the client for `LIMITS.realtime.silenceMs`. */
  SILENT: { code: 4002, reason: 'no heartbeat', reconnect: 'soon' },
  /** The client reads more slowly than the room speaks; it resumes where it was. */
  SLOW_CONSUMER: { code: 4003, reason: 'reading too slowly', reconnect: 'soon' },
  /** Who the client is has changed (signed out, banned): it comes back as whoever its cookie says. */
  IDENTITY_CHANGED: { code: 4004, reason: 'identity changed', reconnect: 'soon' },
  /** Server-sent events end now and then, so that lines on which nobody listens any more are noticed: ask on at once. */
  ASK_ON: { code: 4005, reason: 'ask on', reconnect: 'soon' },
  /** A message that is not JSON of the documented shape. */
  MALFORMED: { code: 4400, reason: 'malformed message', reconnect: 'later' },
  /** More rooms than `LIMITS.realtime.roomsPerConnection`. */
  TOO_MANY_ROOMS: { code: 4429, reason: 'too many rooms', reconnect: 'never' },
  /** More messages than any page has to say. */
  FLOOD: { code: 4430, reason: 'too many messages', reconnect: 'later' },
} as const satisfies Record<string, { code: number; reason: string; reconnect: Reconnect }>;

/** What to do after a close with this code; codes that are not ours (1001, 1006, …) mean a lost line: soon. 1002, 1007 and 1009 mean a client at fault, 1013 a server that has no room: later. */
export const reconnectAfter = (code: number): Reconnect => {
  const known = Object.values(CLOSE).find((close) => close.code === code);
  if (known) return known.reconnect;
  return LATER.includes(code) ? 'later' : 'soon';
};

const LATER: readonly number[] = [1002, 1007, 1009, 1013];
