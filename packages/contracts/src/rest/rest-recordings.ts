import { z } from 'zod';
import { broadcastIdParams, type Recording, recordingSchema } from './rest-broadcasts.ts';
import { defineRoute } from './rest-route.ts';

/** A trimmed recording is never shorter. */
export const SHORTEST_TRIM_MS = 1_000;

/** Where the audio of a finished show is: `/recordings/<broadcast>.<format>`. With `?download` it is offered as a file. */
export const recordingPath = (broadcastId: string, format: string): string => `/recordings/${broadcastId}.${format}`;

/**
 * Where in the whole recording a moment of the show is (tracks and minutes of hearts count from its beginning): what did not come was not
 * recorded. What was trimmed away at the start must be taken off for the place in the file that is played.
 */
export const recordedMsOf = (showMs: number, gaps: readonly Readonly<Recording['gaps'][number]>[]): number => {
  let missingMs = 0;
  for (const { atMs, ms } of gaps) missingMs += Math.min(Math.max(showMs - missingMs - atMs, 0), ms);
  return showMs - missingMs;
};

export const trimRecording = defineRoute({
  name: 'trimRecording',
  method: 'PUT',
  path: '/api/v1/broadcasts/:id/trim',
  access: 'broadcast.edit',
  summary:
    'Play only a part of a recording. Nothing is cut away: times are of the whole recording, and what was trimmed can be brought back.',
  params: broadcastIdParams,
  body: z.object({ startMs: z.number().int().nonnegative(), endMs: z.number().int().positive() }),
  status: 200,
  reply: recordingSchema,
  errors: ['not_found', 'recording_unfinished', 'validation_failed'],
});

export const untrimRecording = defineRoute({
  name: 'untrimRecording',
  method: 'DELETE',
  path: '/api/v1/broadcasts/:id/trim',
  access: 'broadcast.edit',
  summary: 'Play the whole recording again.',
  params: broadcastIdParams,
  status: 200,
  reply: recordingSchema,
  errors: ['not_found', 'recording_unfinished'],
});

export const getWaveform = defineRoute({
  name: 'getWaveform',
  method: 'GET',
  path: '/api/v1/broadcasts/:id/waveform',
  access: 'public',
  summary:
    'The outline of a recording, of the whole of it, also where it is trimmed: the highest level in each step of time, 0 to 255. Empty: it was not measured.',
  params: broadcastIdParams,
  status: 200,
  reply: z.object({ peaks: z.array(z.number().int().min(0).max(255)), stepMs: z.number().int().positive() }),
  errors: ['not_found'],
});

export const deleteRecording = defineRoute({
  name: 'deleteRecording',
  method: 'DELETE',
  path: '/api/v1/broadcasts/:id/recording',
  access: 'broadcast.edit',
  summary: 'Delete what was recorded of a show, for good. The show itself stays.',
  params: broadcastIdParams,
  status: 204,
  errors: ['not_found', 'recording_unfinished'],
});
