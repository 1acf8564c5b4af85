import { expect, test } from 'vitest';
import { createCookieKeeper } from './cookie-keeper.ts';

test('it sends back what it was given, with its newest value', () => {
  const cookies = createCookieKeeper();
  expect(cookies.header()).toBeNull();
  cookies.take(['a=1; Path=/; HttpOnly', 'b=x=y==; Secure']);
  cookies.take(['a=2']);
  expect(cookies.header()).toBe('a=2; b=x=y==');
});

test('what it sends can be kept and handed in at the next run', () => {
  const header = 'a=1; livestreamer_session=abc_-9';
  expect(createCookieKeeper(header).header()).toBe(header);
});

test('Max-Age of zero or less clears a cookie', () => {
  const cookies = createCookieKeeper('a=1; b=2; c=3');
  cookies.take(['a=; Path=/; Max-Age=0', 'b=; max-age=-1', 'c=4; Max-Age=05']);
  expect(cookies.header()).toBe('c=4');
});

test('what is no cookie is left alone', () => {
  const cookies = createCookieKeeper('');
  cookies.take(['', '=x', 'Secure']);
  expect(cookies.header()).toBeNull();
});
