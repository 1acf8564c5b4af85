import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { currentPasswordSchema } from './rest-own-account.ts';
import { defineRoute } from './rest-route.ts';

/** A password for DJ tools only: it broadcasts, and does nothing else. */
export const streamKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type StreamKey = z.infer<typeof streamKeySchema>;

export const listStreamKeys = defineRoute({
  name: 'listStreamKeys',
  method: 'GET',
  path: '/api/v1/account/stream-keys',
  access: 'signed-in',
  summary: 'The stream keys of the account, without the keys themselves.',
  status: 200,
  reply: z.object({ items: z.array(streamKeySchema) }),
});

export const makeStreamKey = defineRoute({
  name: 'makeStreamKey',
  method: 'POST',
  path: '/api/v1/account/stream-keys',
  access: 'signed-in',
  summary: 'Make a stream key; it is shown this once.',
  body: z.object({
    name: z.string().trim().min(LIMITS.streamKeyName.min).max(LIMITS.streamKeyName.max),
    currentPassword: currentPasswordSchema,
  }),
  status: 201,
  reply: streamKeySchema.extend({ key: z.string() }),
  errors: ['wrong_credentials', 'too_many_of_these', 'too_many_requests'],
});

export const revokeStreamKey = defineRoute({
  name: 'revokeStreamKey',
  method: 'DELETE',
  path: '/api/v1/account/stream-keys/:key',
  access: 'signed-in',
  summary: 'Revoke a stream key; a source that uses it is cut.',
  params: z.object({ key: z.uuid() }),
  status: 204,
  errors: ['not_found'],
});
