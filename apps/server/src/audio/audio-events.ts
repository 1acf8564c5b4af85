/** What the audio engine tells the floors above. A mount's id is whatever the source permit said (for us: the station's id). */
export interface AudioEvents {
  /** The first frame of a new mount arrived. `title` is what the source calls its show, if it said so. */
  'on-air': { mountId: string; ownerId: string; title: string | null };
  /** The source went away or fell silent; the mount is held and its listeners stay. */
  'source-lost': { mountId: string; reason: 'closed' | 'reset' | 'silent' };
  /** The source (or a new one of the same owner) sends again on a held mount. */
  'source-back': { mountId: string };
  /** The mount is gone. `stopped`: its source said that the show is over; `gave-up`: nobody came back within the grace; `shut-down`: the server stops (the show may go on after a restart). */
  'off-air': { mountId: string; reason: 'stopped' | 'gave-up' | 'shut-down' };
  /** What plays on a mount on air changed, as its source says; null: nothing that has a name. Cleared without a word when it goes off air. */
  title: { mountId: string; title: string | null };
  /** A recording ended before its show; `name` is what it was begun with. The show goes on. */
  'recording-failed': { mountId: string; name: string; reason: 'disk-full' | 'io' };
  /** The number of open audio responses of a mount changed. */
  listeners: { mountId: string; listeners: number };
}
