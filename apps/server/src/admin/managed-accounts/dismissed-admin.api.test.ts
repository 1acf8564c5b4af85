import { deleteAccount, listAuditEntries, listLetters, restoreAccount, signIn, whoAmI } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { addMember } from '../../../testing/test-members.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('an admin whom another one deleted may come back, as a listener, and the log says so', async () => {
  const { rest } = server.admin;
  const dismissed = await addMember(server, { roles: ['listener', 'broadcaster', 'admin'] });
  await rest.call(deleteAccount, { params: { account: dismissed.accountId } });
  const goodbye = await vi.waitUntil(async () => {
    const { items: letters } = await rest.call(listLetters, {});
    return letters.find(({ to }) => to === dismissed.email);
  });
  const token = /\?token=([\w-]+)/.exec(goodbye?.text ?? '')?.[1] ?? '';
  await dismissed.rest.call(restoreAccount, { params: { token } });
  await dismissed.rest.call(signIn, { body: { login: dismissed.username, password: dismissed.password } });
  expect(await dismissed.rest.call(whoAmI, {})).toMatchObject({ roles: ['listener'], permissions: [] });

  const { items } = await rest.call(listAuditEntries, { query: { limit: 2 } });
  const { accountId, username } = dismissed;
  expect(items).toMatchObject([
    { action: 'account.restore', actor: { id: accountId }, subject: `account:${username}`, details: { accountId } },
    { action: 'account.delete', details: { before: ['admin', 'broadcaster', 'listener'], after: ['listener'] } },
  ]);
});
