import { z } from 'zod';
import { instantSchema } from '../live.ts';
import { defineRoute } from './rest-route.ts';

/** One show. `peak` and `listenerSeconds` count open audio responses. */
export const broadcastSchema = z.object({
  id: z.string(),
  station: z.string(),
  title: z.string(),
  state: z.enum(['live', 'reconnecting', 'ended']),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  peak: z.number().int().nonnegative(),
  listenerSeconds: z.number().int().nonnegative(),
});
export type Broadcast = z.infer<typeof broadcastSchema>;

export const getBroadcast = defineRoute({
  name: 'getBroadcast',
  method: 'GET',
  path: '/api/v1/broadcasts/:id',
  access: 'broadcast.edit',
  summary: 'One broadcast. Hidden ones only for whoever may edit it.',
  params: z.object({ id: z.uuid() }),
  status: 200,
  reply: broadcastSchema,
  errors: ['not_found'],
});
