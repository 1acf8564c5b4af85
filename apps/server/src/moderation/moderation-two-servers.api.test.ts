import { createCookieKeeper, createRestClient } from '@livestreamer/client';
import {
  listMessages,
  listModerationLog,
  makeChatRule,
  postMessage,
  removeMessage,
  restrictAuthor,
  signIn,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../testing/answer-code.ts';
import { startTestServer, type TestPerson, type TestServer } from '../../testing/api-harness.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addMember } from '../../testing/test-members.ts';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';

let database: TestDatabase;
let redis: TestRedis;
let here: TestServer;
let there: TestServer;
/** Each on the server after which it is called. */
let owner: Record<'here' | 'there', TestPerson>;
let zoe: Record<'here' | 'there', TestPerson>;
beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, SESSION_SECRET: 's'.repeat(32) };
  here = await startTestServer({ env });
  there = await startTestServer({ env, notSetUp: true });
  owner = await signedIn({ login: here.admin.username, password: here.admin.password });
});
afterAll(async () => {
  await there.stop();
  await here.stop();
  await redis.close();
  await database.close();
});
beforeEach(async () => {
  const { username: login, password } = await addMember({ ...here, sql: database.sql });
  zoe = await signedIn({ login, password });
});

/** One browser that comes to both servers. */
const signedIn = async (body: { login: string; password: string }): Promise<Record<'here' | 'there', TestPerson>> => {
  const cookies = createCookieKeeper();
  const on = ({ baseUrl }: TestServer): TestPerson => ({ cookies, rest: createRestClient({ baseUrl, cookies }) });
  const people = { here: on(here), there: on(there) };
  await people.here.rest.call(signIn, { body });
  return people;
};

const room = () => ({ params: { station: here.station } });
const message = (id: string) => ({ params: { station: here.station, id } });
const say = async ({ rest }: TestPerson, text = 'Hello') =>
  (await rest.call(postMessage, { ...room(), body: { text } })).id;
const list = () => owner.here.rest.call(listMessages, { ...room(), query: { limit: 100 } });

test('nothing of whoever is muted on one server is stored after that by the other, however fast they post', async () => {
  const id = await say(zoe.there);
  const posts = Array.from({ length: 12 }, (_, index) => codeOf(say(zoe.there, `${index}`)));
  await Promise.race(posts);
  const body = { kind: 'mute', forS: 600, reason: '' } as const;
  await owner.here.rest.call(restrictAuthor, { ...message(id), body });
  const { items } = await list();
  expect(await codeOf(say(zoe.there))).toBe('chat_muted');
  const codes = await Promise.all(posts);
  expect(codes.filter((code) => code !== 'done' && code !== 'chat_muted')).toEqual([]);
  expect((await list()).items).toHaveLength(items.length);
});

test('two who remove a message on two servers at once are one removal', async () => {
  const ids = await Promise.all([1, 2, 3, 4].map(() => say(zoe.here)));
  const { seq } = await list();
  const removals = ids.flatMap((id) =>
    [owner.here, owner.there].map(({ rest }) => rest.call(removeMessage, message(id))),
  );
  expect(await codesOf(removals)).toEqual(removals.map(() => 'done'));
  expect((await list()).seq).toBe(seq + ids.length);
  const { items } = await owner.here.rest.call(listModerationLog, { ...room(), query: {} });
  expect(items.filter(({ act }) => act === 'message.remove')).toHaveLength(ids.length);
});

test('a rule that is made on one server holds on the other with the next message', async () => {
  expect(await codeOf(say(zoe.there, 'casino'))).toBe('done');
  const body = { kind: 'word', pattern: 'casino', act: 'refuse' } as const;
  await owner.here.rest.call(makeChatRule, { ...room(), body });
  expect(await codeOf(say(zoe.there, 'casino'))).toBe('chat_refused');
});
