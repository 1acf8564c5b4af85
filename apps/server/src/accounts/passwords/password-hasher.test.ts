import { expect, test } from 'vitest';
import { createPasswordHasher } from './password-hasher.ts';

test('a password matches its own hash and no other does', async () => {
  const hasher = createPasswordHasher();
  const hash = await hasher.hash('correct horse');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hasher.matches(hash, 'correct horse')).toBe(true);
  expect(await hasher.matches(hash, 'Correct horse')).toBe(false);
});

test('every hash has a salt of its own, of 128 bits', async () => {
  const hasher = createPasswordHasher();
  const salts = [await hasher.hash('correct horse'), await hasher.hash('correct horse')].map((it) => it.split('$')[4]);
  expect(new Set(salts).size).toBe(2);
  for (const salt of salts) expect(Buffer.from(salt ?? '', 'base64')).toHaveLength(16);
});

test('a long password counts to its last character', async () => {
  const hasher = createPasswordHasher();
  const long = '🥁 ёж'.repeat(50);
  const hash = await hasher.hash(`${long}a`);
  expect(await hasher.matches(hash, `${long}a`)).toBe(true);
  expect(await hasher.matches(hash, `${long}b`)).toBe(false);
});

test('the same letters match however they were typed', async () => {
  const hasher = createPasswordHasher();
  const hash = await hasher.hash('café'.normalize('NFD'));
  expect(await hasher.matches(hash, 'café'.normalize('NFC'))).toBe(true);
});

test('nobody has no password, and finding that out takes the same work', async () => {
  const hasher = createPasswordHasher();
  const hash = await hasher.hash('correct horse');
  const timeOf = async (stored: string | null): Promise<number> => {
    const began = performance.now();
    expect(await hasher.matches(stored, 'wrong')).toBe(false);
    return performance.now() - began;
  };
  // The quickest of several, in turns: what else the machine does only ever adds.
  let [somebody, nobody] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 10; round += 1) {
    somebody = Math.min(somebody, await timeOf(hash));
    nobody = Math.min(nobody, await timeOf(null));
  }
  expect(nobody).toBeGreaterThan(somebody / 4);
  expect(nobody).toBeLessThan(somebody * 4);
});

test('whoever comes when too many wait is told to come back, and the others are served', async () => {
  const hasher = createPasswordHasher();
  const results = await Promise.allSettled(Array.from({ length: 60 }, () => hasher.matches(null, 'x')));
  const refused = results.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(10);
  expect(refused[0]).toMatchObject({ reason: { code: 'unavailable', retryAfterS: 3 } });
  expect(await hasher.matches(null, 'x')).toBe(false);
});
