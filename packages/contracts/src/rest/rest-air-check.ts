import { z } from 'zod';
import { defineRoute } from './rest-route.ts';
import { stationSlugSchema } from './rest-stations.ts';

/** What the server finds wrong with the audio that it gets. */
export const AIR_WARNINGS = ['silence', 'clipping', 'one-sided', 'bitrate-gap'] as const;
export type AirWarningKind = (typeof AIR_WARNINGS)[number];

/** Decibels below full scale; null: digital silence. */
const decibels = z.number().nullable();

export const airCheckSchema = z.object({
  /** Whether the server that answers has audio of this station: with several servers it is the one that the source sends to. */
  onAir: z.boolean(),
  /** Null: not measured yet, or the format is not decoded (AAC, Ogg). */
  level: z
    .object({
      /** Loudness of the last 400 ms (EBU R128), in LUFS. */
      momentaryLufs: decibels,
      /** The highest sample of the last second. */
      leftDb: decibels,
      rightDb: decibels,
    })
    .nullable(),
  warnings: z.array(z.object({ kind: z.enum(AIR_WARNINGS), since: z.iso.datetime() })),
  bitrateKbps: z.number().int().nonnegative().nullable(),
  /** How much audio came since the station went on air. */
  audioSeconds: z.number().int().nonnegative(),
});
/** What the server hears of a station. */
export type AirCheck = z.infer<typeof airCheckSchema>;

export const getAirCheck = defineRoute({
  name: 'getAirCheck',
  method: 'GET',
  path: '/api/v1/stations/:station/air-check',
  access: 'signed-in',
  summary:
    'What the server hears of a station: level, and what is wrong with the sound. For those who may broadcast there; the level is new each second.',
  params: z.object({ station: stationSlugSchema }),
  status: 200,
  reply: airCheckSchema,
  errors: ['not_found', 'forbidden'],
});
