/** How the audio is packed: by frame (MP3, AAC in ADTS) or by page (Ogg: Opus, Vorbis, FLAC). */
export type AudioFormat = 'mp3' | 'aac' | 'ogg';
