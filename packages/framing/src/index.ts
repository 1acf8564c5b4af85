/** Frame borders, durations and synthetic frames of MP3, AAC (ADTS) and Ogg; no I/O. */
export type { AudioFormat } from './audio-format.ts';
export { createFramer } from './create-framer.ts';
export type { Frame, Framer } from './frame.ts';
export { oggTitleOf } from './ogg-title.ts';
export { sniffFormat } from './sniff-format.ts';
export { syntheticAdtsFrames } from './synthetic-adts.ts';
export { syntheticFrameIndex } from './synthetic-frame-index.ts';
export { syntheticMp3Frames } from './synthetic-mp3.ts';
export { syntheticOggOpusPages } from './synthetic-ogg-opus.ts';
