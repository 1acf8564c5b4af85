import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { defineRoute } from './rest-route.ts';
import { HEARTS_FROM, stationSlugSchema } from './rest-stations.ts';

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** The IANA name of a time zone: `Europe/Berlin`, `UTC`. Offsets such as `+02:00` know no summer time. */
export const timeZoneSchema = z
  .string()
  .max(LIMITS.timeZone.max)
  .regex(/^[A-Za-z]/)
  .refine(isTimeZone, { message: 'is not the name of a time zone' });

/** How a station works. Only its owner, and who manages stations, see and change it. */
export const stationSettingsSchema = z.object({
  heartsFrom: z.enum(HEARTS_FROM),
  /** What shows are planned in, unless they say otherwise. */
  timeZone: timeZoneSchema,
  /** Whether shows are recorded; one that runs goes on as it began. */
  recordShows: z.boolean(),
  /** After so many days a recording is deleted; null: never. */
  keepRecordingsDays: z.number().int().min(1).max(LIMITS.keepRecordingsDays.max).nullable(),
  /** The oldest recordings go when all of the station's are larger; null: no such limit. */
  recordingsQuotaBytes: z
    .number()
    .int()
    .min(LIMITS.recordingsQuotaBytes.min)
    .max(LIMITS.recordingsQuotaBytes.max)
    .nullable(),
  /** Whether visitors are offered the files of published shows. */
  offerDownloads: z.boolean(),
});
export type StationSettings = z.infer<typeof stationSettingsSchema>;

const stationParams = z.object({ station: stationSlugSchema });

export const getStationSettings = defineRoute({
  name: 'getStationSettings',
  method: 'GET',
  path: '/api/v1/stations/:station/settings',
  access: 'signed-in',
  summary: 'How a station works: hearts, time zone, recording.',
  params: stationParams,
  status: 200,
  reply: stationSettingsSchema,
  errors: ['not_found', 'forbidden'],
});

export const setStationSettings = defineRoute({
  name: 'setStationSettings',
  method: 'PATCH',
  path: '/api/v1/stations/:station/settings',
  access: 'signed-in',
  summary: 'Change how a station works. What is left out stays.',
  params: stationParams,
  body: stationSettingsSchema.partial(),
  status: 200,
  reply: stationSettingsSchema,
  errors: ['not_found', 'forbidden'],
});
