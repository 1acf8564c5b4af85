/** The sound system that a device belongs to; ffmpeg has an input of the same name for each. */
export type SoundSystem = 'pulse' | 'alsa' | 'avfoundation' | 'dshow';

/** Something that sound can be captured from. */
export interface CaptureDevice {
  readonly system: SoundSystem;
  /** What the sound system calls it, exactly. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** Carries what the computer plays (a monitor, a loopback), not what a microphone hears. */
  readonly playback: boolean;
  /** Taken when the broadcaster names none. At most one is; never a microphone, which must be asked for. */
  readonly isDefault: boolean;
}
