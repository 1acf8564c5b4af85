import { type ServerMessage, serverMessageSchema } from '@livestreamer/contracts';

/** An event of a kind that only newer programs know. It still counts in its room. */
interface UnknownEvent {
  readonly type: 'unknown-event';
  readonly room: string;
  readonly seq: number;
}

/** What a frame from the server says; null when it says nothing to this program. A server newer than the page is normal. */
export const readServerMessage = (frame: unknown): ServerMessage | UnknownEvent | null => {
  if (typeof frame !== 'string') return null;
  const value = parsed(frame);
  return serverMessageSchema.safeParse(value).data ?? unknownEventIn(value);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const unknownEventIn = (value: unknown): UnknownEvent | null => {
  if (typeof value !== 'object' || value === null) return null;
  if (!('type' in value && 'room' in value && 'seq' in value)) return null;
  const { type, room, seq } = value;
  return type === 'event' && typeof room === 'string' && typeof seq === 'number'
    ? { type: 'unknown-event', room, seq }
    : null;
};
