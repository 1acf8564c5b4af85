import { describe, expect, it } from 'vitest';
import { decideLag } from './lag-policy.ts';

const limits = { stallMs: 20_000 };

describe('the lag policy', () => {
  it.each([
    [{ pendingMs: null, fellOff: false }, 'write'],
    [{ pendingMs: null, fellOff: true }, 'skip'],
    [{ pendingMs: 0, fellOff: false }, 'wait'],
    [{ pendingMs: 20_000, fellOff: true }, 'wait'],
    [{ pendingMs: 20_001, fellOff: false }, 'drop'],
    [{ pendingMs: 20_001, fellOff: true }, 'drop'],
  ] as const)('answers %o with %s', (lag, decision) => {
    expect(decideLag(lag, limits)).toBe(decision);
  });
});
