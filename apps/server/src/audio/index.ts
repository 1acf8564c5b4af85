/** The audio engine: bytes from one source to many listeners. Knows nothing of people. */

export type { AudioCounters } from './audio-counters.ts';
export { type Audio, createAudio } from './audio-engine.ts';
export type { AudioEvents } from './audio-events.ts';
export { type AudioSettings, DEFAULT_AUDIO_SETTINGS } from './audio-settings.ts';
export { type FileDescriptors, listenersFor, readFileDescriptorLimit } from './file-descriptors.ts';
export type { AddressRules } from './peer-address.ts';
export type { SourceGate, SourcePermit, SourceRequest } from './source-gate.ts';
