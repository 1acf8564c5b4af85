import { ApiError } from '@livestreamer/client';
import { listAuditEntries, signIn, whoAmI } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { commandLine } from '../../testing/command-line.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const run = (args: readonly string[], input = '') => commandLine(args, { env: server.env, input });

const signedIn = async (login: string, password: string) => {
  const person = server.visitor();
  await person.rest.call(signIn, { body: { login, password } });
  return person.rest;
};

test('an account that is made beside a running server signs in at once, with the password that was printed', async () => {
  const { exitCode, printed } = await run(['user', 'create', 'Nora', '--email', 'nora@radio.example']);
  expect(exitCode).toBe(0);
  const password = /The password is (\S{43})$/.exec(printed)?.[1] ?? '';
  expect(await (await signedIn('nora', password)).call(whoAmI, {})).toMatchObject({
    username: 'Nora',
    roles: ['listener'],
  });
});

test('the password may come from the standard input, and is held to the same rules', async () => {
  const create = (input: string) =>
    run(
      ['user', 'create', 'Piet', '--email', 'piet@radio.example', '--role', 'broadcaster', '--password-stdin'],
      input,
    );
  expect(await create('short\n')).toMatchObject({
    exitCode: 1,
    complaints: expect.stringContaining('The password is not as it should be'),
  });
  expect(await create('password123\n')).toMatchObject({ exitCode: 1, complaints: expect.stringContaining('common') });
  const made = await create('correct horse battery\n');
  expect(made).toMatchObject({ exitCode: 0, printed: 'Piet has an account now, as broadcaster.' });
  expect(await (await signedIn('piet', 'correct horse battery')).call(whoAmI, {})).toMatchObject({
    roles: ['broadcaster'],
  });
  expect(await create('another horse battery\n')).toMatchObject({
    exitCode: 1,
    complaints: expect.stringContaining('taken'),
  });
});

test('roles change at the next request, and the last admin stays', async () => {
  await run(['user', 'create', 'Rosa', '--email', 'rosa@radio.example', '--password-stdin'], 'correct horse battery');
  const rosa = await signedIn('rosa', 'correct horse battery');
  expect(await run(['user', 'role', 'rosa', 'moderator', 'broadcaster'])).toMatchObject({
    exitCode: 0,
    printed: 'Rosa was listener and is moderator, broadcaster now.',
  });
  expect(await rosa.call(whoAmI, {})).toMatchObject({ roles: ['broadcaster', 'moderator'] });
  expect(await run(['user', 'role', server.admin.username, 'listener'])).toMatchObject({ exitCode: 1 });
  expect(await run(['user', 'role', 'nobody', 'listener'])).toMatchObject({
    exitCode: 1,
    complaints: 'There is no account nobody.',
  });
  expect(await run(['user', 'role', 'rosa', 'emperor'])).toMatchObject({ exitCode: 2 });
});

test('whoever is disabled is signed out and kept out, and the last admin stays', async () => {
  await run(['user', 'create', 'Otto', '--email', 'otto@radio.example', '--password-stdin'], 'correct horse battery');
  const otto = await signedIn('otto', 'correct horse battery');
  expect(await run(['user', 'disable', 'otto', '--reason', 'Left us.'])).toMatchObject({ exitCode: 0 });
  await expect(otto.call(whoAmI, {})).rejects.toMatchObject({ code: 'not_signed_in' });
  await expect(signedIn('otto', 'correct horse battery')).rejects.toBeInstanceOf(ApiError);
  expect(await run(['user', 'disable', server.admin.username])).toMatchObject({ exitCode: 1 });
});

test('what was done stands in the audit log, by the server itself', async () => {
  const { items } = await server.admin.rest.call(listAuditEntries, { query: {} });
  const entries = items.map(({ actor, action, subject }) => ({ actor, action, subject }));
  expect(entries).toContainEqual({ actor: null, action: 'account.make', subject: 'account:Nora' });
  expect(entries).toContainEqual({ actor: null, action: 'account.roles', subject: 'account:Rosa' });
  expect(entries).toContainEqual({ actor: null, action: 'account.ban', subject: 'account:Otto' });
  expect(JSON.stringify(items)).not.toContain('correct horse');
});
