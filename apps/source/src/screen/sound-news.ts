import type { AirWarningKind } from '@livestreamer/contracts';

interface SoundLine {
  readonly line: string;
  readonly isBad: boolean;
}

const BEGAN: Readonly<Record<AirWarningKind, string>> = {
  silence:
    'The server has heard only silence for a while: nobody hears anything. Is something playing, and is the right device captured?',
  clipping: 'The server hears clipping: the sound is too loud and distorted. Turn it down before it is captured.',
  'one-sided': 'The server hears sound on one side only. Look after cables and the balance.',
  'bitrate-gap': 'The server gets less sound than time goes by: listeners hear gaps. Is the line fast enough?',
};

const ENDED: Readonly<Record<AirWarningKind, string>> = {
  silence: 'The server hears sound again.',
  clipping: 'The server hears no clipping any more.',
  'one-sided': 'The server hears both sides again.',
  'bitrate-gap': 'The server gets all of the sound again.',
};

/** What to say when what the server finds wrong with the sound changes. */
export const createSoundNews = (): ((warnings: readonly AirWarningKind[]) => readonly SoundLine[]) => {
  let before: readonly AirWarningKind[] = [];
  return (warnings) => {
    const began = warnings.filter((kind) => !before.includes(kind));
    const ended = before.filter((kind) => !warnings.includes(kind));
    before = warnings;
    return [
      ...began.map((kind) => ({ line: BEGAN[kind], isBad: true })),
      ...ended.map((kind) => ({ line: ENDED[kind], isBad: false })),
    ];
  };
};
