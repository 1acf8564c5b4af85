import { z } from 'zod';

/**
 * The body of every error answer, `application/problem+json` (RFC 9457) with members of ours, first of all
 * `code` (for programs), `message` (for people) and `id` (finds the entry in the server's log).
 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  message: z.string(),
  id: z.string(),
  /** Per field: the path in the body, and what is wrong with it. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** What it is about, in parts: which ones depends on `code`, and stands beside the routes that answer with it. */
  details: z.record(z.string(), z.unknown()).optional(),
});

export type Problem = z.infer<typeof problemSchema>;

/** Media type of {@link Problem}. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
