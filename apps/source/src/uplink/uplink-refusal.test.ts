import { expect, test } from 'vitest';
import { readAnswer, refusalOf } from './uplink-refusal.ts';

const problem = (code: string, message = 'A sentence.') => JSON.stringify({ code, message });

test.each([
  ['an unknown sign-in', 401, problem('not_signed_in'), true, /livestreamer login/],
  ['a busy station', 403, problem('mount_busy'), false, /as soon as it is free/],
  ['another source of this account', 403, problem('source_replaced'), true, /has taken over/],
  ['a proxy that bounds uploads', 413, '<html>', false, /client_max_body_size 0/],
  ['an account that may not broadcast', 403, problem('forbidden'), true, /not allowed/],
  ['a proxy that forbids', 403, '<html>', true, /not allowed/],
  ['no such station', 404, problem('not_found'), true, /--station/],
  ['a media type that is not taken', 415, problem('unsupported_media_type'), true, /MP3/],
  ['a server in trouble', 503, problem('unavailable', 'Try later.'), false, /^Try later\.$/],
  ['a proxy in trouble', 502, '<html>', false, /answered 502/],
  ['an end that nobody asked for', 200, '', false, /ended the connection/],
])('%s', (_, status, body, lasting, sentence) => {
  const refusal = refusalOf(readAnswer(status, null, body));
  expect(refusal.lasting).toBe(lasting);
  expect(refusal.sentence).toMatch(sentence);
});

test('a redirect names the new address, which must be signed in to', () => {
  const refusal = refusalOf(readAnswer(301, 'https://radio.example.org/stream', ''));
  expect(refusal.lasting).toBe(true);
  expect(refusal.sentence).toMatch(/https:\/\/radio\.example\.org.*livestreamer login/);
});

test('a code that is not ours is none', () => {
  expect(readAnswer(403, null, problem('made_up')).code).toBeNull();
  expect(readAnswer(403, null, 'null')).toMatchObject({ code: null, message: null });
});
