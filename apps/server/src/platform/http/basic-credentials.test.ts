import { expect, test } from 'vitest';
import { basicCredentialsIn } from './basic-credentials.ts';

const header = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test.each([
  ['dj:secret', { login: 'dj', password: 'secret' }],
  ['dj:a:b::c', { login: 'dj', password: 'a:b::c' }],
  ['Zoë:naïve пароль', { login: 'Zoë', password: 'naïve пароль' }],
  ['dj:', { login: 'dj', password: '' }],
  [':secret', { login: '', password: 'secret' }],
])('%s is split at the first colon only', (text, credentials) => {
  expect(basicCredentialsIn(header(text))).toEqual(credentials);
});

test('the scheme is read without regard to case', () => {
  expect(basicCredentialsIn(header('dj:x').replace('Basic', 'bAsIc'))).toEqual({ login: 'dj', password: 'x' });
});

test.each([null, '', 'Basic', 'Basic ???', 'Bearer ZGo6eA==', header('no colon'), 'Basic ZGo6eA== junk'])(
  '%s holds no credentials',
  (text) => {
    expect(basicCredentialsIn(text)).toBeNull();
  },
);
