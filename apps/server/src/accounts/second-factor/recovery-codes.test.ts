import { expect, test } from 'vitest';
import { systemChance } from '../../platform/index.ts';
import { makeRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';

test('there are ten, all different, of 120 bits, in groups that can be read aloud', () => {
  const codes = makeRecoveryCodes(systemChance);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^(?:[2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4}$/);
});

test('case, hyphens and spaces do not count', () => {
  const hash = recoveryCodeHash('K7QM-2WXA-99ZB-C3DE');
  for (const typed of ['k7qm-2wxa-99zb-c3de', 'K7QM2WXA99ZBC3DE', ' k7qm 2wxa 99zb c3de '])
    expect(recoveryCodeHash(typed)).toBe(hash);
  expect(recoveryCodeHash('K7QM-2WXA-99ZB-C3DF')).not.toBe(hash);
});
