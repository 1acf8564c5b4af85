import {
  type ChatRule,
  dropChatRule,
  editMessage,
  LIMITS,
  listChatRules,
  listModerationLog,
  makeChatRule,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../../testing/answer-code.ts';
import type { TestPerson } from '../../../testing/api-harness.ts';
import type { TestMember } from '../../../testing/test-members.ts';
import { type ModerationRig, openModerationRig } from '../moderation-rig.ts';

let rig: ModerationRig;
let zoe: TestMember;
beforeAll(async () => {
  rig = await openModerationRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.empty();
  zoe = await rig.member();
});

type Person = Pick<TestPerson, 'rest'>;
const make = (rule: Omit<ChatRule, 'id'>, { rest }: Person = rig.moderator) =>
  rest.call(makeChatRule, { ...rig.room, body: rule });
const drop = (id: string, { rest }: Person = rig.moderator) => rest.call(dropChatRule, rig.message(id));
const rules = async ({ rest }: Person = rig.moderator) => (await rest.call(listChatRules, rig.room)).items;
const say = (person: Person, text: string) => rig.say(person, { text });

/** Why a rule was refused. */
const problemOf = (rule: Omit<ChatRule, 'id'>): Promise<unknown> =>
  make(rule).then(
    () => 'done',
    (error: unknown) => JSON.stringify([Reflect.get(Object(error), 'code'), Reflect.get(Object(error), 'fields')]),
  );

test('a rule holds from the moment it is made until it is dropped, and not for those who keep order', async () => {
  const { id } = await make({ kind: 'word', pattern: 'Spam', act: 'refuse' });
  expect(await codesOf([say(zoe, 'sp\u200Bam!'), say(zoe, 'spammer'), say(rig.moderator, 'no spam here')])).toEqual([
    'chat_refused',
    'done',
    'done',
  ]);
  expect(await rules()).toEqual([{ id, kind: 'word', pattern: 'Spam', act: 'refuse' }]);
  await drop(id);
  expect(await codeOf(say(zoe, 'spam'))).toBe('done');
  expect(await rules()).toEqual([]);
  expect(await rig.log()).toEqual([
    `${rig.moderator.username} | rule.drop | Spam`,
    `${rig.moderator.username} | rule.make | Spam`,
  ]);
});

test('an edit is held against the rules as well', async () => {
  await make({ kind: 'regex', pattern: 'ca+sino', act: 'refuse' });
  await make({ kind: 'word', pattern: 'bet', act: 'hold' });
  const { id } = await say(zoe, 'Hello');
  const edit = (text: string) => zoe.rest.call(editMessage, { ...rig.message(id), body: { text } });
  expect(await codesOf([edit('A CAAASINO'), edit('I bet')])).toEqual(['chat_refused', 'chat_refused']);
  expect(await codeOf(edit('Hello all'))).toBe('done');
});

test('hosts are kept in their ASCII form, however they are written', async () => {
  const written = ['https://www.Casino.example/x', '*.пример.рф', 'bücher.example.', '*'];
  for (const pattern of written) await make({ kind: 'link', pattern, act: 'hold' });
  expect((await rules()).map(({ pattern }) => pattern)).toEqual([
    'www.casino.example',
    'xn--e1afmkfd.xn--p1ai',
    'xn--bcher-kva.example',
    '*',
  ]);
  expect((await say(zoe, 'see radio.example.com')).state).toBe('held');
});

test('a pattern that cannot be used is refused with the reason', async () => {
  expect(await problemOf({ kind: 'regex', pattern: '(?=a)b', act: 'refuse' })).toContain('look-around');
  expect(await problemOf({ kind: 'regex', pattern: 'a*', act: 'refuse' })).toContain('every message');
  expect(await problemOf({ kind: 'regex', pattern: '\\w{999}'.repeat(9), act: 'refuse' })).toContain('too large');
  expect(await problemOf({ kind: 'word', pattern: '\u200B', act: 'refuse' })).toContain('can be seen');
  expect(await problemOf({ kind: 'link', pattern: 'localhost', act: 'refuse' })).toContain('host name');
  expect(await problemOf({ kind: 'link', pattern: 'a b.example', act: 'refuse' })).toContain('host name');
  expect(await problemOf({ kind: 'word', pattern: 'x', act: 'allow' })).toContain('only links');
  expect(await problemOf({ kind: 'word', pattern: 'x'.repeat(201), act: 'hold' })).toContain('validation_failed');
  expect(await rules()).toEqual([]);
});

test('expressions cost no more than a station may spend, whoever adds them at once', async () => {
  const dear = { kind: 'regex', pattern: 'x{400}', act: 'hold' } as const;
  const codes = await codesOf([make(dear), make(dear, rig.owner), make(dear, rig.everywhere)]);
  expect(codes.sort()).toEqual(['done', 'done', 'too_many_of_these']);
  expect(await codeOf(make({ ...dear, pattern: 'x' }))).toBe('done');
});

test('a station has so many rules and no more', async () => {
  const { rulesPerStation } = LIMITS.chat;
  await rig.server.sql`
    insert into chat_rule (station_id, kind, pattern, act, made_at)
    select id, 'word', 'w' || n, 'hold', now() from station, generate_series(2, ${rulesPerStation}) n where is_default`;
  const codes = await codesOf([1, 2, 3].map((n) => make({ kind: 'word', pattern: `new ${n}`, act: 'hold' })));
  expect(codes.sort()).toEqual(['done', 'too_many_of_these', 'too_many_of_these']);
});

test('others see no rules and make none; what is not there is not found', async () => {
  const { id } = await make({ kind: 'word', pattern: 'spam', act: 'hold' });
  const rule = { kind: 'word', pattern: 'x', act: 'hold' } as const;
  const log = zoe.rest.call(listModerationLog, { ...rig.room, query: {} });
  expect(await codesOf([rules(zoe), make(rule, zoe), drop(id, zoe), log])).toEqual([
    'forbidden',
    'forbidden',
    'forbidden',
    'forbidden',
  ]);
  expect(await codesOf([drop(id), drop(id)])).toContain('not_found');
});

test('the log goes on page by page, and a cursor of somewhere else is refused', async () => {
  for (const pattern of ['one', 'two', 'three']) await make({ kind: 'word', pattern, act: 'hold' });
  const page = (query: { limit?: number; cursor?: string }) =>
    rig.owner.rest.call(listModerationLog, { ...rig.room, query });
  const first = await page({ limit: 2 });
  const second = await page({ limit: 2, ...(first.next === null ? {} : { cursor: first.next }) });
  expect([...first.items, ...second.items].map(({ subject }) => subject)).toEqual(['three', 'two', 'one']);
  expect(second.next).toBeNull();
  expect(await codeOf(page({ cursor: 'x' }))).toBe('bad_request');
});
