import {
  clearChat,
  dismissReports,
  dropChatRule,
  getChatRoom,
  getModerationQueue,
  liftRestriction,
  listChatRules,
  listModeratedMessages,
  listModerationLog,
  listReports,
  listRestrictions,
  makeChatRule,
  removeMessage,
  restoreMessage,
  restrictAuthor,
  setChatRoom,
  undoClearChat,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../../testing/answer-code.ts';
import type { TestPerson } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';
import { type ModerationRig, openModerationRig } from './moderation-rig.ts';

let rig: ModerationRig;
let zoe: TestMember;
let id: string;
beforeAll(async () => {
  rig = await openModerationRig();
  zoe = await rig.member();
  ({ id } = await rig.say(zoe));
});
afterAll(() => rig.close());

type Person = Pick<TestPerson, 'rest'>;
const room = () => rig.room;
const item = () => rig.message(id);

/** Every route of those who keep order. */
const CALLS: Readonly<Record<string, ({ rest }: Person) => Promise<unknown>>> = {
  getModerationQueue: ({ rest }) => rest.call(getModerationQueue, room()),
  listModeratedMessages: ({ rest }) => rest.call(listModeratedMessages, { ...room(), query: {} }),
  listReports: ({ rest }) => rest.call(listReports, { ...item(), query: {} }),
  dismissReports: ({ rest }) => rest.call(dismissReports, item()),
  removeMessage: ({ rest }) => rest.call(removeMessage, item()),
  restoreMessage: ({ rest }) => rest.call(restoreMessage, item()),
  restrictAuthor: ({ rest }) =>
    rest.call(restrictAuthor, { ...item(), body: { kind: 'mute', forS: 60, reason: 'Noise' } }),
  listRestrictions: ({ rest }) => rest.call(listRestrictions, { ...room(), query: {} }),
  liftRestriction: ({ rest }) => rest.call(liftRestriction, item()),
  getChatRoom: ({ rest }) => rest.call(getChatRoom, room()),
  setChatRoom: ({ rest }) => rest.call(setChatRoom, { ...room(), body: { slowModeS: 1 } }),
  clearChat: ({ rest }) => rest.call(clearChat, room()),
  undoClearChat: ({ rest }) => rest.call(undoClearChat, room()),
  listChatRules: ({ rest }) => rest.call(listChatRules, room()),
  makeChatRule: ({ rest }) => rest.call(makeChatRule, { ...room(), body: { kind: 'word', pattern: 'x', act: 'hold' } }),
  dropChatRule: ({ rest }) => rest.call(dropChatRule, item()),
  listModerationLog: ({ rest }) => rest.call(listModerationLog, { ...room(), query: {} }),
};

const codesOfAll = async (person: Person): Promise<Record<string, string>> => {
  const codes: Record<string, string> = {};
  for (const [name, call] of Object.entries(CALLS)) codes[name] = await codeOf(call(person));
  return codes;
};
const all = (code: string) => Object.fromEntries(Object.keys(CALLS).map((name) => [name, code]));

test('nobody but those who keep order on a station does or learns anything there', async () => {
  const broadcaster = await addSignedInMember(rig.server, { role: 'broadcaster' });
  const elsewhere = await rig.member();
  const { sql } = rig.server;
  const [station] = await sql<{ id: string }[]>`
    insert into station (slug, name, is_default, owner_id) values ('elsewhere', 'Elsewhere', false, ${broadcaster.accountId})
    returning id`;
  await sql`
    insert into station_role (station_id, account_id, role) values (${station?.id ?? ''}, ${elsewhere.accountId}, 'moderator')`;
  await sql`
    insert into station_role (station_id, account_id, role)
    select id, ${broadcaster.accountId}, 'co-broadcaster' from station where is_default`;

  expect(await codesOfAll(await rig.visitor())).toEqual(all('not_signed_in'));
  for (const person of [zoe, broadcaster, elsewhere]) expect(await codesOfAll(person)).toEqual(all('forbidden'));
  expect(await rig.texts()).toEqual(['Hello']);
  expect(await rig.log()).toEqual([]);
});

test('the owner, moderators of the station, and who keeps order everywhere do and see everything', async () => {
  const unknown = { liftRestriction: 'not_found', dropChatRule: 'not_found' };
  for (const person of [rig.owner, rig.moderator, rig.everywhere, rig.server.admin])
    expect(await codesOfAll(person)).toEqual({ ...all('done'), ...unknown });
});

test('whoever is no moderator any more does nothing from then on', async () => {
  const dismissed = await rig.addModerator();
  expect(await codeOf(dismissed.rest.call(getModerationQueue, room()))).toBe('done');
  await rig.server.sql`delete from station_role where account_id = ${dismissed.accountId}`;
  expect(await codesOfAll(dismissed)).toEqual(all('forbidden'));
});
