/** How loud the listener had it last time. */
export interface KeptVolume {
  readonly volume: number;
  readonly muted: boolean;
}

export type VolumeStorage = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'livestreamer.volume';
const LOUD: KeptVolume = { volume: 1, muted: false };

/** What was kept, or full volume; storage that is switched off or was tampered with is no reason to fail. */
export const readKeptVolume = (storage: VolumeStorage | null): KeptVolume => {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('volume' in kept) || !('muted' in kept)) return LOUD;
    const { volume, muted } = kept;
    if (typeof volume !== 'number' || !(volume >= 0 && volume <= 1)) return LOUD;
    return { volume, muted: muted === true };
  } catch {
    return LOUD;
  }
};

export const keepVolume = (storage: VolumeStorage | null, kept: KeptVolume): void => {
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A full or forbidden storage: the volume is simply not remembered.
  }
};
