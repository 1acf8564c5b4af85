import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RATE_LIMITS } from './rate-limit-table.ts';

const read = (path: string): string =>
  readFileSync(new URL(`../../../../../deploy/nginx/${path}`, import.meta.url), 'utf8');

/** What nginx lets through of one address in so many seconds. */
const passedBy = (zone: string, seconds: number): number => {
  const [, rate] = new RegExp(`zone=${zone}:\\S+ rate=(\\d+)r/s`).exec(read('includes/limits.conf')) ?? [];
  const [, burst] = new RegExp(`zone=${zone} burst=(\\d+) `).exec(read('site.conf.template')) ?? [];
  return Number(rate) * seconds + Number(burst);
};

// Were they narrower, the server would never see who goes on after a refusal, and would ban nobody.
test.each([
  ['front_requests', 'read-address'],
  ['front_requests', 'change-address'],
  ['front_sign_in', 'sign-in-address'],
] as const)('%s of nginx is wider than %s, by more than it takes to be banned', (zone, name) => {
  const { times, withinS } = RATE_LIMITS[name];
  const { times: refusals, withinS: patienceS } = RATE_LIMITS['refused-address'];
  expect(passedBy(zone, withinS)).toBeGreaterThan(times + refusals);
  expect(passedBy(zone, patienceS)).toBeGreaterThan(refusals);
});
