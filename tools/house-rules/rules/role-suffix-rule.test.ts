import { expect, it } from 'vitest';
import { roleSuffixRule } from './role-suffix-rule.ts';

const messages = (path: string, text: string): string[] =>
  roleSuffixRule.check([{ path: `apps/server/src/${path}`, text }]).map(({ line, message }) => `${line} ${message}`);

it('wants routes in *-routes.ts', () => {
  const text = '\nroutes.add(getStation, async () => station);';
  expect(messages('stations/station-routes.ts', text)).toEqual([]);
  expect(messages('stations/station-service.ts', text)).toEqual([
    expect.stringMatching(/^2 registers routes: .* -routes\.ts$/),
  ]);
});

it('wants a policy pure', () => {
  expect(messages('access/access-policy.ts', "import type { Permission } from '@livestreamer/contracts';")).toEqual([]);
  expect(messages('audio/lag-policy.ts', "import type { Lag } from './lag.ts';")).toEqual([]);
  expect(messages('audio/lag-policy.ts', "import type { Clock } from '../platform/index.ts';")).toEqual([
    expect.stringMatching(/pure decision/),
  ]);
  expect(messages('audio/lag-policy.ts', "import { readFile } from 'node:fs/promises';")).toHaveLength(1);
});
