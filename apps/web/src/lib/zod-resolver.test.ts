import { setUp } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { createTexts } from './language.ts';
import { zodResolver } from './zod-resolver.ts';

const GOOD = { token: 't', stationName: 'Club', username: 'dj', email: 'dj@example.org', password: 'long enough' };

const problemsOf = async (values: typeof GOOD) => {
  const { t } = createTexts('en');
  const { errors } = await zodResolver(setUp.body, t)(values, undefined, {
    fields: {},
    shouldUseNativeValidation: false,
  });
  return Object.fromEntries(Object.entries(errors).map(([name, error]) => [name, error?.message]));
};

test('each field says what is wrong with it', async () => {
  expect(await problemsOf({ ...GOOD, username: 'a b c', email: 'nobody', password: 'short' })).toEqual({
    username: 'Letters, digits and - _ . only.',
    email: 'This is not an e-mail address.',
    password: 'At least 8 characters.',
  });
});

test('a field that was left empty is needed, whatever its rules', async () => {
  expect(await problemsOf({ ...GOOD, username: '', stationName: '' })).toEqual({
    username: 'This is needed.',
    stationName: 'This is needed.',
  });
});

test('good values pass', async () => {
  expect(await problemsOf({ ...GOOD, username: 'dj-one' })).toEqual({});
});
