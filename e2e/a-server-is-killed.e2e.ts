import { createCookieKeeper, createRestClient } from '@livestreamer/client';
import { signIn, whoAmI } from '@livestreamer/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';

let server: ServerProcess;
beforeEach(async () => {
  server = await startServer({ DATABASE_URL: '', REDIS_URL: '' });
});
afterEach(() => server.dispose());

const member = () => {
  const cookies = createCookieKeeper();
  const rest = createRestClient({ baseUrl: server.url, cookies });
  return { rest, cookies };
};

describe('a server on its embedded database', () => {
  it('comes back after kill -9 with everything that was committed: nobody is signed out', async () => {
    const { rest, cookies } = member();
    await rest.call(signIn, { body: { login: ADMIN.username, password: ADMIN.password } });
    server.secrets.keepCookie(cookies.header() ?? '');
    for (let time = 0; time < 3; time += 1) {
      await server.kill();
      await server.restart();
      expect((await rest.call(whoAmI, {})).username).toBe(ADMIN.username);
    }
  });

  it('refuses a second server on the same data with a sentence, and goes on', async () => {
    const second = await server.startSecond();
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/cannot start: .*(already|another|other).*\./i);
    const { rest } = member();
    await rest.call(signIn, { body: { login: ADMIN.username.toUpperCase(), password: ADMIN.password } });
    expect((await rest.call(whoAmI, {})).username).toBe(ADMIN.username);
  });

  it('stops in order on SIGTERM', async () => {
    expect(await server.stop()).toBe(0);
    expect(server.output()).toContain('LiveStreamer has stopped.');
  });
});
