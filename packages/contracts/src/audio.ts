/** Formats the server carries, by frame (MP3, AAC) or by page (Ogg). */
export const AUDIO_FORMATS = ['mp3', 'aac', 'ogg'] as const;
export type AudioFormat = (typeof AUDIO_FORMATS)[number];

/** What listeners are told the audio is. */
export const AUDIO_MEDIA_TYPES: Readonly<Record<AudioFormat, string>> = {
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
};

const ACCEPTED: Readonly<Record<string, AudioFormat>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/x-mpeg': 'mp3',
  'audio/mpeg3': 'mp3',
  'audio/aac': 'aac',
  'audio/aacp': 'aac',
  'audio/x-aac': 'aac',
  'application/ogg': 'ogg',
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'audio/vorbis': 'ogg',
  'audio/x-ogg': 'ogg',
  'application/x-ogg': 'ogg',
};

/** The format that a source's `Content-Type` promises, or null when the server does not carry it. Parameters (`;codecs=`) are ignored. */
export const audioFormatOf = (contentType: string): AudioFormat | null =>
  ACCEPTED[contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''] ?? null;

/** Where a station's audio is: sent with PUT, heard with GET. Without a slug: the default station's. */
export const streamPath = (slug?: string): string => (slug === undefined ? '/stream' : `/stream/${slug}`);

/** Header of our own source client: the show's title, percent-encoded UTF-8. Others send `ice-name`. */
export const TITLE_HEADER = 'livestreamer-title';

/**
 * Header of our own source client on its last connection, which brings what was left and ends the show: let in only while the
 * station waits for its source. Whoever has taken over meanwhile stays on air.
 */
export const FAREWELL_HEADER = 'livestreamer-farewell';
