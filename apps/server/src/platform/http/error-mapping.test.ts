import { expect, test } from 'vitest';
import { toAppError } from './error-mapping.ts';

const fromPostgres = (code: string): Error => Object.assign(new Error('from PostgreSQL'), { code });

test.each(['22021', '22P02', '22P05'])('a text that PostgreSQL cannot keep (%s) is the caller’s mistake', (code) => {
  expect(toAppError(fromPostgres(code)).code).toBe('bad_request');
});

test.each(['40001', '40P01'])('a transaction that was in the way of another (%s) may be tried again', (code) => {
  expect(toAppError(fromPostgres(code))).toMatchObject({ code: 'unavailable', retryAfterS: expect.any(Number) });
});
