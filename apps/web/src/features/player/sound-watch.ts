import type { Clock } from '@livestreamer/clock';

/** Tells by the time of the audio whether there is sound: events of the element say so too early, too late or never. */
export interface SoundWatch {
  /** Its time went on a moment ago. */
  readonly isSounding: boolean;
  /** There was sound since `begin`. */
  readonly wasHeard: boolean;
  /** Sound has come for so long that the next loss is a new one. */
  readonly isGood: boolean;
  /** For how long nothing has come, ms. */
  silentMs(): number;
  /** Play was pressed. */
  begin(): void;
  /** A response was opened. */
  opened(): void;
  /** It was closed. */
  closed(): void;
  /** What is open gets the patience of a response that was just opened. */
  forgive(): void;
  /** Looks at the element once. */
  look(): void;
}

/** Without progress for this long it is not playing. */
const SILENT_MS = 1_250;
const GOOD_MS = 10_000;

export const createSoundWatch = (element: HTMLAudioElement, clock: Clock): SoundWatch => {
  let isSounding = false;
  let wasHeard = false;
  let isGood = false;
  let openedMs = 0;
  let lastTime = 0;
  let lastProgressMs = 0;

  return {
    get isSounding() {
      return isSounding;
    },
    get wasHeard() {
      return wasHeard;
    },
    get isGood() {
      return isGood;
    },
    silentMs: () => clock.monotonicMs() - lastProgressMs,
    begin: () => {
      wasHeard = false;
    },
    opened: () => {
      isSounding = false;
      isGood = false;
      lastTime = 0;
      openedMs = clock.monotonicMs();
      lastProgressMs = openedMs;
    },
    closed: () => {
      isSounding = false;
    },
    forgive: () => {
      lastProgressMs = clock.monotonicMs();
    },
    look: () => {
      const nowMs = clock.monotonicMs();
      const time = element.currentTime;
      if (time !== lastTime && !element.paused && !element.seeking) {
        lastTime = time;
        lastProgressMs = nowMs;
        isSounding = time > 0;
        wasHeard ||= isSounding;
        isGood = isSounding && nowMs - openedMs > GOOD_MS;
      } else if (nowMs - lastProgressMs > SILENT_MS) {
        isSounding = false;
      }
    },
  };
};
