import { REALTIME_PATH } from '@livestreamer/contracts';
import { z } from 'zod';

/** Brings the token; without a good one none of these paths exist. */
export const TOKEN_HEADER = 'livestreamer-self-check';
/** What the proof is about. */
export const NONCE_HEADER = 'livestreamer-nonce';
/**
 * Named in `Connection`, so every HTTP proxy has to take it away (RFC 9110 §7.6.1): where it arrives as it was written, there is none. HAProxy
 * leaves it, but writes all names in small letters.
 */
export const HOP_HEADER = 'LiveStreamer-Hop';
/** The cookie that the echo sets. */
export const COOKIE_NAME = 'livestreamer-self-check';

/**
 * Where what is asked. Proxies treat `/stream` unlike everything else, so audio is looked at below that path: no station
 * has a name with a slash in it.
 */
export const SELF_CHECK_PATHS = {
  echo: '/api/v1/self-check/echo',
  audioEcho: '/stream/self-check/echo',
  events: '/api/v1/self-check/events',
  restUpload: '/api/v1/self-check/upload',
  audio: '/stream/self-check/audio',
  upload: '/stream/self-check/upload',
} as const;

/** Where the echo answers: proxies have configurations of their own for these, each with its own headers. The first stands for everything else. */
export const ECHO_PLACES = [
  { at: '/api', path: SELF_CHECK_PATHS.echo },
  { at: '/stream', path: SELF_CHECK_PATHS.audioEcho },
  { at: REALTIME_PATH, path: REALTIME_PATH },
] as const;

/** How long the server may be asked to drip. */
export const LONGEST_MS = 15 * 60_000;
/** How often it drips. */
export const DRIP_EVERY_MS = 250;

/** How drips and uploads are made of pieces that each say when they were sent. */
export interface PieceShape {
  readonly bytes: number;
  /** Where in a piece its time stands: {@link STAMP_LENGTH} digits, milliseconds since the first. */
  readonly stampAt: number;
}
export const STAMP_LENGTH = 8;
/** As much as a show of 128 kbps has in the time between. */
export const AUDIO_PIECE: PieceShape = { bytes: 4_096, stampAt: 0 };
/** `data: 00000250` and an empty line. */
export const EVENT_PIECE: PieceShape = { bytes: 16, stampAt: 6 };
/** Twenty of them are more than the megabyte that nginx lets through by default. */
export const UPLOAD_PIECE: PieceShape = { bytes: 64 * 1024, stampAt: 0 };

export const stampOf = (ms: number): string => String(Math.round(ms)).padStart(STAMP_LENGTH, '0');

/** What a caller claims who wants to be somebody else: TEST-NET-2 (RFC 5737), which nobody has. */
export const CLAIMED_ADDRESS = '198.51.100.77';

/** What the server saw of a request. */
export const echoSchema = z.object({
  proof: z.string(),
  method: z.string(),
  /** The other end of the connection: a proxy's, if there is one. */
  peer: z.string(),
  /** Whom the server takes for the caller. */
  address: z.string(),
  /** Which addresses of the way here TRUSTED_PROXIES names. */
  trusted: z.array(z.string()),
  /** Whether it names {@link CLAIMED_ADDRESS}, and so everybody. */
  trustsStrangers: z.boolean(),
  /** Whether no HTTP proxy stands before the server. */
  isDirect: z.boolean(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  openFiles: z.number().nullable(),
  maxListeners: z.number(),
});
export type Echo = z.infer<typeof echoSchema>;

/** What became of an upload. */
export const uploadReportSchema = z.object({
  proof: z.string(),
  bytes: z.number(),
  /** How much later than the quickest the slowest piece came; without pieces 0. */
  lateMs: z.number(),
});
export type UploadReport = z.infer<typeof uploadReportSchema>;
