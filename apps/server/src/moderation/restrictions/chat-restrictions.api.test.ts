import { ApiError, createRestClient } from '@livestreamer/client';
import {
  getChatStanding,
  liftRestriction,
  likeMessage,
  listRestrictions,
  reportMessage,
  restrictAuthor,
  sendHeart,
  setChatRoom,
  signIn,
  signOut,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { codeOf, codesOf } from '../../../testing/answer-code.ts';
import type { TestPerson } from '../../../testing/api-harness.ts';
import type { TestMember } from '../../../testing/test-members.ts';
import { type ModerationRig, openModerationRig } from '../moderation-rig.ts';

let rig: ModerationRig;
let zoe: TestMember;
beforeAll(async () => {
  rig = await openModerationRig({ env: { TRUSTED_PROXIES: 'loopback' } });
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.empty();
  zoe = await rig.member();
});

type Person = Pick<TestPerson, 'rest'>;
const say = async (person: Person, text = 'Hello') => (await rig.say(person, { text })).id;
const restrictions = async () => (await rig.moderator.rest.call(listRestrictions, { ...rig.room, query: {} })).items;
const standingOf = ({ rest }: Person) => rest.call(getChatStanding, rig.room);
const lift = ({ rest }: Person, id: string) => rest.call(liftRestriction, rig.message(id));
const idOf = (items: readonly { readonly id: string }[]) => items[0]?.id ?? '';

/** The same person behind a proxy of this machine, at an address. */
const at = (person: TestPerson, address: string): Person => ({
  rest: createRestClient({
    baseUrl: rig.server.baseUrl,
    cookies: person.cookies,
    fetch: (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set('x-forwarded-for', address);
      return fetch(url, { ...init, headers });
    },
  }),
});

test('who is muted is told why and until when, and others go on', async () => {
  const id = await say(zoe);
  const [mute] = await rig.restrict(rig.moderator, id, { kind: 'mute', forS: 600, reason: 'Too loud' });
  expect(mute).toMatchObject({ kind: 'mute', whom: 'account', who: zoe.username, reason: 'Too loud' });
  expect(mute?.madeBy).toBe(rig.moderator.username);
  expect(Date.parse(mute?.until ?? '') - Date.parse(mute?.madeAt ?? '')).toBe(600_000);

  const refusal = await say(zoe).catch((error: unknown) => error);
  const notice = { kind: 'mute', reason: 'Too loud', until: mute?.until };
  expect(refusal).toMatchObject({ status: 403, code: 'chat_muted', details: notice });
  expect(refusal).toBeInstanceOf(ApiError);
  expect((await standingOf(zoe)).restriction).toEqual(notice);
  expect(await codeOf(zoe.rest.call(likeMessage, rig.message(id)))).toBe('done');
  expect(await codeOf(say(await rig.member()))).toBe('done');
  expect(await rig.log()).toEqual([`${rig.moderator.username} | restriction.mute | ${zoe.username} | Too loud`]);
});

test('a ban takes likes, reports and hearts as well, until it is lifted', async () => {
  const others = await say(await rig.member());
  const made = await rig.restrict(rig.moderator, await say(zoe), { reason: 'Threats' });
  const acts = () => [
    say(zoe),
    zoe.rest.call(likeMessage, rig.message(others)),
    zoe.rest.call(reportMessage, { ...rig.message(others), body: {} }),
    zoe.rest.call(sendHeart, rig.room),
  ];
  expect(await codesOf(acts())).toEqual(['chat_banned', 'chat_banned', 'chat_banned', 'chat_banned']);
  expect(await say(zoe).catch((error: unknown) => error)).toMatchObject({
    details: { kind: 'ban', reason: 'Threats', until: null },
  });
  await lift(rig.owner, idOf(made));
  // The heart that was refused counted as one that was sent: the button rests.
  expect(await codesOf(acts())).toEqual(['done', 'done', 'done', 'too_many_requests']);
  expect(await restrictions()).toEqual([]);
  expect((await rig.log())[0]).toBe(`${rig.owner.username} | restriction.lift | ${zoe.username}`);
});

test('a mute ends by itself', async () => {
  await rig.restrict(rig.moderator, await say(zoe), { kind: 'mute', forS: 60 });
  await rig.server.sql`update chat_restriction set made_at = now() - interval '2 minutes', until = now()`;
  expect(await codeOf(say(zoe))).toBe('done');
  expect(await restrictions()).toEqual([]);
  expect((await standingOf(zoe)).restriction).toBeNull();
  expect(await codeOf(rig.restrict(rig.moderator, await say(zoe), { kind: 'mute', forS: null }))).toBe(
    'validation_failed',
  );
});

test('a second one of the same kind takes the place of the first, and a ban goes before a mute', async () => {
  const id = await say(zoe);
  await rig.restrict(rig.moderator, id, { kind: 'mute', forS: 60, reason: 'First' });
  await rig.restrict(rig.owner, id, { kind: 'mute', forS: 600, reason: 'Second' });
  await rig.restrict(rig.owner, id, { kind: 'ban', forS: 300, reason: 'Third' });
  expect((await restrictions()).map(({ reason }) => reason).sort()).toEqual(['Second', 'Third']);
  expect((await standingOf(zoe)).restriction).toMatchObject({ kind: 'ban', reason: 'Third' });
});

test('a visitor is known by their browser, and by nothing else', async () => {
  await rig.owner.rest.call(setChatRoom, { ...rig.room, body: { writers: 'everyone' } });
  const [troll, guest] = [await rig.visitor(), await rig.visitor()];
  const [made] = await rig.restrict(rig.moderator, await say(troll));
  expect(made).toMatchObject({ whom: 'visitor', who: 'Visitor 1' });
  expect(await codesOf([say(troll), say(guest)])).toEqual(['chat_banned', 'done']);
  expect(await codeOf(troll.rest.call(sendHeart, rig.room))).toBe('chat_banned');
  expect(await rig.log()).toContain(`${rig.moderator.username} | restriction.ban | Visitor 1 | Noise`);
});

test('whoever signs out or comes with another account is known by the browser; who keeps order is not meant with them', async () => {
  await rig.owner.rest.call(setChatRoom, { ...rig.room, body: { writers: 'everyone' } });
  const browser = await rig.visitor();
  const enter = ({ username: login, password }: TestMember) => browser.rest.call(signIn, { body: { login, password } });
  await enter(zoe);
  const made = await rig.restrict(rig.moderator, await say(browser));
  expect(made).toMatchObject([{ whom: 'account', who: zoe.username }]);
  await browser.rest.call(signOut, {});
  expect(await codesOf([say(browser), browser.rest.call(sendHeart, rig.room)])).toEqual(['chat_banned', 'chat_banned']);
  expect((await standingOf(browser)).restriction).toMatchObject({ kind: 'ban' });
  await enter(await rig.member());
  expect(await codeOf(say(browser))).toBe('chat_banned');
  await enter(rig.moderator);
  expect(await codeOf(say(browser))).toBe('done');
  expect(await codesOf([say(zoe), say(await rig.visitor())])).toEqual(['chat_banned', 'done']);

  await lift(rig.moderator, idOf(made));
  await browser.rest.call(signOut, {});
  expect(await codesOf([say(browser), say(zoe)])).toEqual(['done', 'done']);
});

test('who is banned everywhere is known by the browser as well, until that ban is over', async () => {
  await rig.owner.rest.call(setChatRoom, { ...rig.room, body: { writers: 'everyone' } });
  const browser = await rig.visitor();
  await browser.rest.call(signIn, { body: { login: zoe.username, password: zoe.password } });
  await say(browser);
  await rig.server.sql`update account set banned_at = now(), ban_reason = 'Threats' where id = ${zoe.accountId}`;
  expect(await codeOf(say(browser))).toBe('chat_banned'); // its session is nobody's now
  await browser.rest.call(signOut, {});
  expect(await say(browser).catch((error: unknown) => error)).toMatchObject({
    code: 'chat_banned',
    details: { kind: 'ban', reason: 'Threats', until: null },
  });
  expect(await codeOf(say(await rig.visitor()))).toBe('done');
  await rig.server.sql`
    update account set banned_at = now() - interval '2 hours', banned_until = now() - interval '1 hour' where id = ${zoe.accountId}`;
  expect(await codeOf(say(browser))).toBe('done');
});

test('with the address a new account of the same person is kept out too, and nobody who keeps order', async () => {
  const [made, address] = await rig.restrict(rig.moderator, await say(at(zoe, '203.0.113.7')), { address: true });
  expect([made?.whom, address?.whom].sort()).toEqual(['account', 'address']);
  const again = await rig.member();
  expect(await codesOf([say(at(again, '203.0.113.7')), say(at(again, '203.0.113.8'))])).toEqual([
    'chat_banned',
    'done',
  ]);
  expect(await codeOf(say(at(rig.moderator, '203.0.113.7')))).toBe('done');
  expect(JSON.stringify(await rig.log())).not.toContain('203.0.113');
});

test('an address that may stand for many is left out', async () => {
  for (const address of ['127.0.0.1', '10.0.0.8', '100.64.1.1']) {
    const made = await rig.restrict(rig.moderator, await say(at(await rig.member(), address)), { address: true });
    expect(made.map(({ whom }) => whom)).toEqual(['account']);
  }
});

test('what they said in the last day goes in one change, reports with it, and older things stay', async () => {
  const [old] = [await say(zoe, 'old'), await say(zoe, 'new'), await say(zoe, 'newer')];
  await rig.server.sql`update chat_message set sent_at = now() - interval '25 hours' where id = ${old}`;
  const other = await say(await rig.member(), 'mine');
  await rig.owner.rest.call(reportMessage, { ...rig.message(await say(zoe, 'reported')), body: {} });
  const { seq } = await rig.list();
  await rig.restrict(rig.moderator, other, { kind: 'mute', forS: 60 });
  await rig.restrict(rig.moderator, old, { removeMessages: true });
  expect((await rig.texts()).filter((text) => text !== '')).toEqual(['mine', 'old']);
  expect((await rig.list()).seq).toBe(seq + 1);
  expect((await rig.log())[0]).toBe(`${rig.moderator.username} | message.remove | ${zoe.username} | Noise`);
  expect(await rig.server.sql`select from chat_report`).toHaveLength(0);
});

test('nothing of whoever is muted comes into the room after the mute, however fast they post', async () => {
  const id = await say(zoe);
  const posts = Array.from({ length: 12 }, (_, index) => codeOf(say(zoe, `${index}`)));
  const [mute] = await rig.restrict(rig.moderator, id, { kind: 'mute', forS: 600 });
  const { items: before } = await rig.list();
  const late = codeOf(say(zoe, 'late'));
  const codes = await Promise.all(posts);
  expect(await late).toBe('chat_muted');
  expect(codes.filter((code) => code !== 'done' && code !== 'chat_muted')).toEqual([]);
  const { items } = await rig.list();
  expect(items).toHaveLength(before.length);
  expect(items).toHaveLength(1 + codes.filter((code) => code === 'done').length);
  for (const { sentAt } of items) expect(Date.parse(sentAt)).toBeLessThanOrEqual(Date.parse(mute?.madeAt ?? ''));
});

test('a mute waits for the message that is being stored: what comes out of its turn after it is not theirs', async () => {
  const id = await say(zoe);
  const { sql } = rig.server;
  await sql.begin(async (tx) => {
    await tx`select from chat_room for update`; // as a message does, on whichever server
    const muted = rig.restrict(rig.moderator, id, { kind: 'mute', forS: 60 }).then(() => 'muted');
    const isWaiting = () => sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const waiting = vi.waitUntil(async () => (await isWaiting()).length > 0, { timeout: 10_000 }).then(() => 'waits');
    expect(await Promise.race([muted, waiting])).toBe('waits');
    void muted.catch(() => undefined);
  });
  await vi.waitUntil(async () => (await restrictions()).length === 1, { timeout: 10_000 });
});

test('who keeps order is restricted by a stronger hand alone, and does not take it back', async () => {
  const { owner, moderator, everywhere } = rig;
  const [ofOwner, ofModerator, ofEverywhere] = [await say(owner), await say(moderator), await say(everywhere)];
  const other = await rig.addModerator();
  expect(
    await codesOf([
      rig.restrict(other, ofOwner),
      rig.restrict(everywhere, ofOwner),
      rig.restrict(owner, ofOwner),
      rig.restrict(other, ofModerator),
      rig.restrict(moderator, ofModerator),
      rig.restrict(other, ofEverywhere),
      rig.restrict(everywhere, ofEverywhere),
      rig.restrict(rig.server.admin, ofEverywhere),
    ]),
  ).toEqual(Array.from({ length: 8 }, () => 'forbidden'));

  const id = idOf(await rig.restrict(everywhere, ofModerator, { kind: 'mute', forS: 600 }));
  expect(await codeOf(say(moderator))).toBe('chat_muted');
  expect(await codesOf([lift(moderator, id), lift(other, id)])).toEqual(['forbidden', 'forbidden']);
  expect(await codeOf(lift(owner, id))).toBe('done');
  expect(await codeOf(say(moderator))).toBe('done');
});

test('others restrict nobody and see no list; what is not there is not found; the list goes on page by page', async () => {
  const id = await say(zoe);
  const nothing = '00000000-0000-4000-8000-000000000000';
  const list = (person: Person, query: { limit?: number; cursor?: string } = {}) =>
    person.rest.call(listRestrictions, { ...rig.room, query });
  expect(await codesOf([rig.restrict(zoe, id), list(zoe), lift(zoe, nothing)])).toEqual([
    'forbidden',
    'forbidden',
    'forbidden',
  ]);
  expect(await codesOf([rig.restrict(rig.owner, nothing), lift(rig.owner, nothing)])).toEqual([
    'not_found',
    'not_found',
  ]);
  expect(await codeOf(list(rig.owner, { cursor: 'x' }))).toBe('bad_request');
  for (const text of ['one', 'two', 'three'])
    await rig.restrict(rig.owner, await say(await rig.member(), text), { reason: text });
  const first = await list(rig.owner, { limit: 2 });
  const second = await list(rig.owner, { limit: 2, ...(first.next === null ? {} : { cursor: first.next }) });
  expect([...first.items, ...second.items].map(({ reason }) => reason)).toEqual(['three', 'two', 'one']);
  expect(second.next).toBeNull();
});

test('the message of somebody whose account is gone has nobody to restrict', async () => {
  const id = await say(zoe);
  await rig.server.sql`update chat_message set account_id = null where id = ${id}`;
  expect(
    await codeOf(zoe.rest.call(restrictAuthor, { ...rig.message(id), body: { kind: 'ban', forS: null, reason: '' } })),
  ).toBe('forbidden');
  expect(await codeOf(rig.restrict(rig.owner, id))).toBe('not_found');
});
