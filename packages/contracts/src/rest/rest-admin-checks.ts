import { z } from 'zod';
import { defineRoute } from './rest-route.ts';

/** What is looked at: first this machine and what the server leans on, then the way from PUBLIC_URL to it. */
export const CHECK_IDS = [
  'ports',
  'file-descriptors',
  'clock',
  'disk',
  'database',
  'redis',
  'mail',
  'tls',
  'reach',
  'addresses',
  'scheme',
  'headers',
  'websocket',
  'events',
  'audio',
  'uploads',
  'upload-size',
  'sources',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** `skipped`: there was nothing to look at, or no way to it; the sentence says which. */
export const CHECK_STATES = ['ok', 'warning', 'failed', 'skipped'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

export const checkSchema = z.object({
  id: z.enum(CHECK_IDS),
  title: z.string(),
  state: z.enum(CHECK_STATES),
  /** What was found, in one English sentence. */
  sentence: z.string(),
  /** Lines to paste; null: there is nothing to do. */
  advice: z.string().nullable(),
});
export type Check = z.infer<typeof checkSchema>;

/** Two checks that found the same, word for word: people are told it once. */
export const foundTheSame = (one: Check, other: Check): boolean =>
  one.state === other.state && one.sentence === other.sentence && one.advice === other.advice;

export const checkRunSchema = z.object({
  startedAt: z.iso.datetime(),
  /** Null while it runs. */
  finishedAt: z.iso.datetime().nullable(),
  /** In the order of {@link CHECK_IDS}; while it runs, as far as it got. */
  checks: z.array(checkSchema),
});
export type CheckRun = z.infer<typeof checkRunSchema>;

export const getChecks = defineRoute({
  name: 'getChecks',
  method: 'GET',
  path: '/api/v1/admin/checks',
  access: 'server.manage',
  summary: 'What the last look at the machine, and at the way through the proxy, has found; null before the first.',
  status: 200,
  reply: z.object({ run: checkRunSchema.nullable() }),
});

export const runChecks = defineRoute({
  name: 'runChecks',
  method: 'POST',
  path: '/api/v1/admin/checks',
  access: 'server.manage',
  summary: 'Look again; it takes some seconds. While one look goes on there is no second.',
  status: 202,
  reply: z.object({ run: checkRunSchema }),
});
