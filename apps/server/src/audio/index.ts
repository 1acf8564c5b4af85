/** The audio engine: bytes from one source to many listeners. Knows nothing of people. */

export type { AudioCounters } from './audio-counters.ts';
export { type Audio, createAudio } from './audio-engine.ts';
export type { AudioEvents } from './audio-events.ts';
export type { MountFigures } from './audio-hub.ts';
export { listenReplyHead } from './audio-reply.ts';
export { type AudioSettings, DEFAULT_AUDIO_SETTINGS } from './audio-settings.ts';
export { type FileDescriptors, listenersFor, readFileDescriptorLimit } from './file-descriptors.ts';
export type { ActiveWarning, LevelWarningKind } from './level/level-warnings.ts';
export type { LevelEvents, LiveLevels, MountLevel } from './level/live-levels.ts';
export { measureRecording } from './level/measure-recording.ts';
export type { AddressRules } from './peer-address.ts';
export { type OpenedRecording, openRecording } from './recorder/open-recording.ts';
export type { Recorder } from './recorder/recorder.ts';
export type { FrameRun, Sink } from './sink.ts';
export type { SourceGate, SourcePermit, SourceRequest } from './source-gate.ts';
