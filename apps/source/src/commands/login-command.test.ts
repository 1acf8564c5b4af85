import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programFixture } from '../../testing/program-fixture.ts';
import { PEER_ACCOUNT } from '../../testing/server-peer.ts';

const fixture = programFixture();
const { login, password } = PEER_ACCOUNT;

const signIns = (dir: string): string => readFileSync(join(dir, 'config', 'sign-ins.json'), 'utf8');

test('signs in with the password from the environment and keeps the cookie, not the password', async () => {
  const { peer, dir, run } = fixture();
  const done = run(['login', peer.origin, '--login', login], { password });
  expect(await done.exitCode).toBe(0);
  expect(done.lines()[0]).toBe(`Signed in to ${peer.origin} as ${login}.`);
  expect(JSON.parse(signIns(dir))).toEqual({
    current: peer.origin,
    cookies: { [peer.origin]: 'livestreamer_session=session-0' },
  });
});

test('takes the password from standard input, without its line end', async () => {
  const { peer, run } = fixture();
  expect(await run(['login', peer.origin, '--login', login], { input: `${password}\r\n` }).exitCode).toBe(0);
});

test('never shows the password', async () => {
  const { peer, dir, run } = fixture();
  const done = run(['login', peer.origin, '--login', login], { password });
  await done.exitCode;
  for (const text of [...done.lines(), ...done.complaints, signIns(dir)]) expect(text).not.toContain(password);
});

test('a wrong password is refused and nothing is kept', async () => {
  const { peer, dir, run } = fixture();
  const done = run(['login', peer.origin, '--login', login], { password: 'wrong' });
  expect(await done.exitCode).toBe(4);
  expect(done.complaints).toEqual([expect.stringContaining('The name or the password is wrong')]);
  expect(() => signIns(dir)).toThrow('ENOENT');
});

test('the code of a second factor is sent with the password', async () => {
  const { peer, run } = fixture();
  peer.code = '123456';
  const done = run(['login', peer.origin, '--login', login, '--code', '123456'], { password });
  expect(await done.exitCode).toBe(0);
  expect(peer.asked.filter((asked) => asked.startsWith('POST'))).toHaveLength(1);
});

test.each([
  [[], 2, /Code from your app, or a recovery code: give it with --code/],
  [['--code', '000000'], 4, /This code is not right, or was used already/],
])('a second factor with %j is said to be missing or wrong, and nothing is kept', async (args, exitCode, sentence) => {
  const { peer, dir, run } = fixture();
  peer.code = '123456';
  const done = run(['login', peer.origin, '--login', login, ...args], { password });
  expect(await done.exitCode).toBe(exitCode);
  expect(done.complaints).toEqual([expect.stringMatching(sentence)]);
  expect(() => signIns(dir)).toThrow('ENOENT');
});

test('a server that is away is said to be, before the password is asked for', async () => {
  const { peer, run } = fixture();
  await peer.close();
  const done = run(['login', peer.origin, '--login', login]);
  expect(await done.exitCode).toBe(5);
  expect(done.complaints).toEqual([expect.stringMatching(/cannot be reached: nothing answers there/)]);
});

test('an address that redirects is followed, and the sign-in belongs to where it led', async () => {
  const { peer, dir, run } = fixture();
  const old = createServer((request, response) => {
    response.writeHead(308, { location: peer.origin + request.url }).end();
  });
  await once(old.listen(0, '127.0.0.1'), 'listening');
  const address = old.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const done = run(['login', `http://127.0.0.1:${port}`, '--login', login], { password });
  expect(await done.exitCode).toBe(0);
  expect(JSON.parse(signIns(dir)).current).toBe(peer.origin);
  old.closeAllConnections();
  await once(old.close(), 'close');
});

test('an account that may not broadcast is signed in and told so', async () => {
  const { peer, run } = fixture();
  peer.permissions = [];
  const done = run(['login', peer.origin, '--login', login], { password });
  expect(await done.exitCode).toBe(0);
  expect(done.complaints).toEqual([expect.stringContaining('not allowed to broadcast')]);
});

test.each([
  [['login', 'ftp://x'], /not the address of a server/],
  [['login'], /Address of the server: give it with/],
])('%j without a keyboard is a wrong command line', async (args, sentence) => {
  const done = fixture().run(args, { password });
  expect(await done.exitCode).toBe(2);
  expect(done.complaints).toEqual([expect.stringMatching(sentence)]);
});

test('signs out at the server and here', async () => {
  const { peer, run, signIn, dir } = fixture();
  await signIn();
  const done = run(['logout']);
  expect(await done.exitCode).toBe(0);
  expect(peer.sessions.size).toBe(0);
  expect(done.lines()[0]).toBe(`Signed out of ${peer.origin}.`);
  expect(() => signIns(dir)).toThrow('ENOENT');
});

test('signs out here even when the server is away, and says what that means', async () => {
  const { peer, run, signIn, dir } = fixture();
  await signIn();
  await peer.close();
  const done = run(['logout']);
  expect(await done.exitCode).toBe(0);
  expect(done.complaints).toEqual([expect.stringContaining('the server keeps the session until it expires')]);
  expect(() => signIns(dir)).toThrow('ENOENT');
});

test('signing out twice is fine', async () => {
  const done = fixture().run(['logout']);
  expect(await done.exitCode).toBe(0);
  expect(done.lines()[0]).toBe('Nobody is signed in here.');
});
