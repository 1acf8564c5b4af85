import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCredentials } from './credentials.ts';

const ONE = 'https://one.example';
const TWO = 'https://two.example';
let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'credentials-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const open = () => createCredentials({ configDir: join(dir, 'config') });
const onlyFile = () => join(dir, 'config', readdirSync(join(dir, 'config')).join());

test('nobody is signed in before the first sign-in', () => {
  expect(open().current()).toBeNull();
  expect(open().cookieFor(ONE)).toBeNull();
});

test('a sign-in is there for the next run', () => {
  open().keep(ONE, 'livestreamer_session=a');
  expect(open().current()).toBe(ONE);
  expect(open().cookieFor(ONE)).toBe('livestreamer_session=a');
});

test('a cookie goes to no other server than its own', () => {
  open().keep(ONE, 'livestreamer_session=a');
  expect(open().cookieFor(TWO)).toBeNull();
});

test('only its owner may read the file, even when a crash left an open one behind', () => {
  open().keep(ONE, 'livestreamer_session=a');
  writeFileSync(`${onlyFile()}.new`, '', { mode: 0o644 });
  open().keep(ONE, 'livestreamer_session=b');
  expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
  expect(statSync(join(dir, 'config')).mode & 0o777).toBe(0o700);
});

test('the file holds addresses and cookies and nothing else', () => {
  open().keep(ONE, 'livestreamer_session=a');
  expect(JSON.parse(readFileSync(onlyFile(), 'utf8'))).toEqual({
    current: ONE,
    cookies: { [ONE]: 'livestreamer_session=a' },
  });
});

test('signing out of one server leaves the other and makes it the current one', () => {
  open().keep(ONE, 'livestreamer_session=a');
  open().keep(TWO, 'livestreamer_session=b');
  open().forget(TWO);
  expect(open().cookieFor(TWO)).toBeNull();
  expect(open().current()).toBe(ONE);
});

test('after the last sign-out no file is left', () => {
  open().keep(ONE, 'livestreamer_session=a');
  open().forget(ONE);
  expect(readdirSync(join(dir, 'config'))).toEqual([]);
});

test('a file that is no JSON is named, with what to do', () => {
  open().keep(ONE, 'livestreamer_session=a');
  writeFileSync(onlyFile(), '{');
  expect(() => open().current()).toThrow(/sign-ins\.json.*Remove it and sign in again/);
});
