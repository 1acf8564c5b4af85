import { expect, test } from 'vitest';
import { totpSecretFrom, totpStepOf, totpUri } from './totp.ts';

/** `12345678901234567890` in base32: the SHA-1 key of RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** RFC 6238, appendix B, SHA-1; codes of six digits are the last six of its eight. */
test.each([
  [59, '94287082', 0x1],
  [1_111_111_109, '07081804', 0x23523ec],
  [1_111_111_111, '14050471', 0x23523ed],
  [1_234_567_890, '89005924', 0x273ef07],
  [2_000_000_000, '69279037', 0x3f940aa],
  [20_000_000_000, '65353130', 0x27bc86aa],
])('at second %i the code of RFC 6238 is that of its step', (seconds, eightDigits, step) => {
  expect(totpStepOf({ secret: SECRET, code: eightDigits.slice(2), nowMs: seconds * 1_000 })).toBe(step);
});

test.each([
  ['a step before', 59_000 + 30_000, 1],
  ['a step after', 59_000 - 30_000, 1],
  ['two steps before', 59_000 + 60_000, null],
])('the code of %s gives %s', (_, nowMs, step) => {
  expect(totpStepOf({ secret: SECRET, code: '287082', nowMs })).toBe(step);
});

test.each(['287083', '28708', '2870822', '', 'abcdef'])('%j is no code of this moment', (code) => {
  expect(totpStepOf({ secret: SECRET, code, nowMs: 59_000 })).toBeNull();
});

test('a secret has 160 bits, and the address for apps names the site and the person', () => {
  const secret = totpSecretFrom(Buffer.alloc(32, 7).toString('base64url'));
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(totpUri({ secret, issuer: 'radio.example', username: 'Zoë' }));
  expect([uri.protocol, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', '/radio.example:Zoë']);
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'radio.example',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
