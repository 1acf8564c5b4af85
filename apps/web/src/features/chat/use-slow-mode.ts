import type { ChatView } from '@livestreamer/client';
import { useNow } from '../../lib/use-now.ts';
import { useWeb } from '../../lib/web-context.ts';

const SECOND_MS = 1_000;

/** How many seconds somebody rests until they may write again; 0: they may. The server decides; this only says it beforehand. */
export const useSlowMode = ({ items, room, standing }: ChatView): number => {
  const { clock, serverTime } = useWeb();
  const restMs = standing?.moderates ? 0 : (room?.slowModeS ?? 0) * SECOND_MS;
  const last = restMs === 0 ? undefined : items.findLast(({ own, message }) => own && message !== null)?.message;
  const untilMs = last ? Date.parse(last.sentAt) + restMs : 0;
  const running = untilMs > serverTime.now();
  const nowMs = useNow({ clock, now: serverTime.now, running });
  return running ? Math.max(1, Math.ceil((untilMs - nowMs) / SECOND_MS)) : 0;
};
