import {
  clearChat,
  dismissReports,
  getModerationQueue,
  listModeratedMessages,
  listReports,
  removeMessage,
  reportMessage,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../../testing/answer-code.ts';
import type { TestPerson } from '../../../testing/api-harness.ts';
import type { TestMember } from '../../../testing/test-members.ts';
import { type ModerationRig, openModerationRig } from '../moderation-rig.ts';

let rig: ModerationRig;
let zoe: TestMember;
let anna: TestMember;
let id: string;
beforeAll(async () => {
  rig = await openModerationRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.empty();
  [zoe, anna] = [await rig.member(), await rig.member()];
  ({ id } = await rig.say(zoe, { text: 'Bad words' }));
});

type Person = Pick<TestPerson, 'rest'>;
const report = ({ rest }: Person, reason = '', what = id) =>
  rest.call(reportMessage, { ...rig.message(what), body: { reason } });
const reports = async (what = id) =>
  (await rig.moderator.rest.call(listReports, { ...rig.message(what), query: {} })).items;
const queue = () => rig.moderator.rest.call(getModerationQueue, rig.room);
const reported = async () =>
  (await rig.moderator.rest.call(listModeratedMessages, { ...rig.room, query: { filter: 'reported' } })).items;

test('each member reports a message once, and those who keep order see who and why', async () => {
  const before = (await rig.list()).seq;
  await report(anna, '  rude ');
  await report(anna, 'very rude');
  await report(rig.everywhere);
  expect(await reports()).toMatchObject([
    { username: anna.username, reason: 'rude' },
    { username: rig.everywhere.username, reason: '' },
  ]);
  expect(await reported()).toMatchObject([{ id, text: 'Bad words', openReports: 2 }]);
  expect(await queue()).toEqual({ held: 0, reported: 1 });
  // Nobody else finds out.
  expect((await rig.list()).seq).toBe(before);
});

test('all reports of a message can be paged through', async () => {
  const people = await Promise.all([rig.member(), rig.member(), rig.member()]);
  for (const [index, person] of people.entries()) await report(person, `reason ${index}`);
  const { rest } = rig.moderator;
  const first = await rest.call(listReports, { ...rig.message(id), query: { limit: 2 } });
  expect(first.items).toMatchObject([{ reason: 'reason 0' }, { reason: 'reason 1' }]);
  const second = await rest.call(listReports, { ...rig.message(id), query: { limit: 2, cursor: first.next ?? '' } });
  expect(second).toMatchObject({ items: [{ reason: 'reason 2' }], next: null });
});

test('a reason with a NUL is refused with a word, not by the database', async () => {
  expect(await codeOf(report(anna, 'ru\u0000de'))).toBe('validation_failed');
});

test('reports are settled by dismissing them, and can be made again', async () => {
  await report(anna, 'rude');
  await rig.moderator.rest.call(dismissReports, rig.message(id));
  await rig.moderator.rest.call(dismissReports, rig.message(id));
  expect(await reports()).toEqual([]);
  expect(await queue()).toEqual({ held: 0, reported: 0 });
  expect(await rig.texts()).toEqual(['Bad words']);
  expect(await rig.log()).toEqual([`${rig.moderator.username} | reports.dismiss | ${zoe.username}`]);
  await report(anna, 'again');
  expect(await reports()).toMatchObject([{ reason: 'again' }]);
});

test('reports are settled by removing the message, and by clearing the chat nobody is kept waiting', async () => {
  const other = (await rig.say(zoe, { text: 'More' })).id;
  await Promise.all([report(anna), report(anna, '', other)]);
  await rig.moderator.rest.call(removeMessage, rig.message(id));
  expect(await reports()).toEqual([]);
  expect(await queue()).toEqual({ held: 0, reported: 1 });
  await rig.moderator.rest.call(clearChat, rig.room);
  expect(await queue()).toEqual({ held: 0, reported: 0 });
  expect(await reported()).toEqual([]);
});

test('a report that comes while the message is removed is settled with it, or is too late', async () => {
  const people = await Promise.all([rig.member(), rig.member(), rig.member()]);
  const codes = await codesOf([
    ...people.map((person) => report(person)),
    rig.moderator.rest.call(removeMessage, rig.message(id)),
    report(anna),
  ]);
  expect(codes.filter((code) => code !== 'done' && code !== 'not_found')).toEqual([]);
  expect(await reports()).toEqual([]);
});

test('what nobody sees cannot be reported', async () => {
  await rig.rule('word', 'casino', 'hold');
  const held = await rig.say(zoe, { text: 'A casino' });
  await rig.moderator.rest.call(removeMessage, rig.message(id));
  expect(
    await codesOf([report(anna, '', held.id), report(anna), report(anna, '', '00000000-0000-4000-8000-000000000000')]),
  ).toEqual(['not_found', 'not_found', 'not_found']);
});

test('visitors report nothing; others see no reports; too many reports are refused; a reason has a length', async () => {
  expect(await codeOf(report(rig.server.visitor()))).toBe('not_signed_in');
  expect(await codeOf(report(anna, 'x'.repeat(201)))).toBe('validation_failed');
  expect(
    await codesOf([
      anna.rest.call(listReports, { ...rig.message(id), query: {} }),
      anna.rest.call(dismissReports, rig.message(id)),
      rig.owner.rest.call(listReports, { ...rig.message('00000000-0000-4000-8000-000000000000'), query: {} }),
      rig.owner.rest.call(dismissReports, rig.message('00000000-0000-4000-8000-000000000000')),
    ]),
  ).toEqual(['forbidden', 'forbidden', 'not_found', 'not_found']);
  for (let count = 0; count < 30; count += 1) await report(zoe);
  expect(await codeOf(report(zoe))).toBe('too_many_requests');
});
