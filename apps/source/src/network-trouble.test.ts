import { expect, test } from 'vitest';
import { networkTrouble } from './network-trouble.ts';

const failed = (code: string): Error => Object.assign(new Error('raw text'), { code });

test('known codes are put in words', () => {
  expect(networkTrouble(failed('ECONNREFUSED'))).toMatch(/nothing answers there/);
  expect(networkTrouble(failed('CERT_HAS_EXPIRED'))).toMatch(/certificate has expired/);
});

test('the code may be in the cause, as fetch has it, or in one of several attempts, as connect has it', () => {
  expect(networkTrouble(new TypeError('fetch failed', { cause: failed('ENOTFOUND') }))).toMatch(
    /no computer of that name/,
  );
  expect(networkTrouble(new AggregateError([failed('EUNKNOWN'), failed('ECONNREFUSED')]))).toMatch(/nothing answers/);
});

test('what is not known is shown as it is', () => {
  expect(networkTrouble(failed('EUNKNOWN'))).toBe('raw text');
  expect(networkTrouble('nonsense')).toBe('the connection failed');
});
