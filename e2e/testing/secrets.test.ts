import { expect, it } from 'vitest';
import { createSecrets } from './secrets.ts';

const PASSWORD = 'pä"ss: word/+1';

it.each([
  ['as it is', `login with ${PASSWORD} failed`],
  ['as JSON', JSON.stringify({ body: PASSWORD })],
  ['URL-encoded', `GET /?password=${encodeURIComponent(PASSWORD)}&more`],
  ['URL-encoded', new URLSearchParams({ password: PASSWORD }).toString()],
  ...['', 'd', 'dj', 'dj-', 'dj-anna:'].flatMap((before) => [
    ['in base64', `Basic ${btoa(unescape(encodeURIComponent(`${before}${PASSWORD}`)))}`],
    ['in base64', Buffer.from(`${before}${PASSWORD} and more`).toString('base64url')],
  ]),
])('finds a secret %s: %s', async (how, log) => {
  const secrets = createSecrets();
  secrets.keep('password', PASSWORD);
  secrets.keep('token', 'is-not-in-there');
  expect(await secrets.leaksIn(`before\n${log}\nbehind`)).toContain(`password, ${how}`);
  expect(await secrets.leaksIn('a log of nothing')).toEqual([]);
});

it('leaves out what is so short that it stands anywhere', async () => {
  const secrets = createSecrets();
  secrets.keep('code', '123456');
  expect(await secrets.leaksIn('123456')).toEqual([]);
});
