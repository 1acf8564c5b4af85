import type { Clock } from '@livestreamer/clock';
import type { TypedEvents } from '../../platform/index.ts';
import type { AudioEvents } from '../audio-events.ts';

/** What plays on each mount, as its source says. */
export interface TitleBoard {
  /**
   * Null: nothing that has a name. Said before the mount is on air, it is kept until it is. False: it changes too often, and
   * stays what it was; everybody who listens hears of each change.
   */
  put(mountId: string, title: string | null): boolean;
  /** What plays on a mount that is on air, or null. */
  titleOf(mountId: string): string | null;
}

interface TitleBoardOptions {
  readonly events: TypedEvents<AudioEvents>;
  readonly clock: Clock;
}

/** Tools say the first title before they connect, some of them a good while before. */
const EARLY_MS = 10 * 60_000;
/** As many mounts may have an early title; each is said by somebody who may feed it. */
const MOST_EARLY = 1_000;
/** A jingle, a title and a traffic notice within seconds are as it should be. */
const CHANGES_PER_WINDOW = 30;
const WINDOW_MS = 60_000;

/** What plays on a mount on air, and how often that changed in the window that began `sinceMs`. */
interface Playing {
  title: string | null;
  changes: number;
  sinceMs: number;
}

export const createTitleBoard = ({ events, clock }: TitleBoardOptions): TitleBoard => {
  /** By mount, of those on air. */
  const titles = new Map<string, Playing>();
  const early = new Map<string, { readonly title: string | null; readonly untilMs: number }>();

  const tell = (mountId: string, { playing, title }: { playing: Playing; title: string | null }): boolean => {
    if (playing.title === title) return true;
    const nowMs = clock.monotonicMs();
    if (nowMs - playing.sinceMs >= WINDOW_MS) Object.assign(playing, { changes: 0, sinceMs: nowMs });
    if (playing.changes >= CHANGES_PER_WINDOW) return false;
    playing.changes += 1;
    playing.title = title;
    events.emit('title', { mountId, title });
    return true;
  };

  const keep = (mountId: string, title: string | null): void => {
    early.delete(mountId);
    early.set(mountId, { title, untilMs: clock.monotonicMs() + EARLY_MS });
    const [oldest] = early.keys();
    if (early.size > MOST_EARLY && oldest !== undefined) early.delete(oldest);
  };

  events.on('on-air', ({ mountId }) => {
    const playing = { title: null, changes: 0, sinceMs: clock.monotonicMs() };
    titles.set(mountId, playing);
    const kept = early.get(mountId);
    early.delete(mountId);
    if (!kept || kept.untilMs <= clock.monotonicMs()) return;
    // Whoever begins a show because the mount is on air must have done so before it hears of a title.
    queueMicrotask(() => {
      if (titles.get(mountId) === playing && playing.changes === 0) tell(mountId, { playing, title: kept.title });
    });
  });
  events.on('off-air', ({ mountId }) => titles.delete(mountId));

  return {
    put: (mountId, title) => {
      const playing = titles.get(mountId);
      if (playing) return tell(mountId, { playing, title });
      keep(mountId, title);
      return true;
    },
    titleOf: (mountId) => titles.get(mountId)?.title ?? null,
  };
};
