/** A finished recording, as far as it matters for how long it stays. */
export interface KeptRecording {
  readonly broadcastId: string;
  readonly bytes: number;
  readonly endedAt: Date;
  readonly isPublished: boolean;
}

/** What a station wishes; null: no limit. */
export interface KeepingWish {
  readonly keepDays: number | null;
  readonly quotaBytes: number | null;
}

export interface Leaving {
  readonly broadcastId: string;
  readonly reason: 'too old' | 'over quota';
}

const DAY_MS = 86_400_000;

/** Which recordings of one station go now: first those past their time; then, until the rest fits, the oldest that nobody published, then the oldest. */
export const leavingRecordings = (
  recordings: readonly KeptRecording[],
  { wish: { keepDays, quotaBytes }, nowMs }: { readonly wish: KeepingWish; readonly nowMs: number },
): Leaving[] => {
  const isOld = ({ endedAt }: KeptRecording): boolean =>
    keepDays !== null && nowMs - endedAt.getTime() > keepDays * DAY_MS;
  const leaving: Leaving[] = recordings.filter(isOld).map(({ broadcastId }) => ({ broadcastId, reason: 'too old' }));

  const rest = recordings
    .filter((recording) => !isOld(recording))
    .sort((a, b) => Number(a.isPublished) - Number(b.isPublished) || a.endedAt.getTime() - b.endedAt.getTime());
  let restBytes = rest.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { broadcastId, bytes } of rest) {
    if (quotaBytes === null || restBytes <= quotaBytes) break;
    restBytes -= bytes;
    leaving.push({ broadcastId, reason: 'over quota' });
  }
  return leaving;
};
