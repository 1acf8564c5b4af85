import { deleteMessage } from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codesOf } from '../../testing/answer-code.ts';
import type { TestMember } from '../../testing/test-members.ts';
import { type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;
beforeAll(async () => {
  rig = await openChatRig({ env: { TRUSTED_PROXIES: 'loopback' } });
});
afterAll(() => rig.close());
beforeEach(() => rig.empty());

/** The status of one message, from this address. */
const sayFrom = async (address: string, { cookies }: Pick<TestMember, 'cookies'>): Promise<number> => {
  const reply = await fetch(`${rig.server.baseUrl}/api/v1/stations/${rig.server.station}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, cookie: cookies.header() ?? '' },
    body: JSON.stringify({ text: 'Hello' }),
  });
  await reply.arrayBuffer();
  return reply.status;
};

test('who writes more than anybody reads is told to wait, and those beside them are not', async () => {
  const [loud, quiet] = [await rig.member(), await rig.member()];
  const codes = await codesOf(Array.from({ length: 25 }, () => rig.say(loud)));
  expect(codes.filter((code) => code === 'done')).toHaveLength(20);
  await expect(rig.say(loud)).rejects.toMatchObject({ code: 'too_many_requests', retryAfterS: expect.any(Number) });
  await rig.say(quiet);
  expect(await rig.texts()).toHaveLength(21);
});

test('who takes back more than they can have said is told to wait, and does not hold the room up', async () => {
  const loud = await rig.member();
  const { id } = await rig.say(loud);
  const calls = Array.from({ length: 61 }, () => loud.rest.call(deleteMessage, rig.message(id)));
  const codes = await codesOf(calls);
  expect(codes.filter((code) => code === 'done')).toHaveLength(60);
  expect(codes).toContain('too_many_requests');
});

test('a full hall behind one address talks, all at once', { timeout: 60_000 }, async () => {
  await rig.setRoom({ writers: 'everyone' });
  const visitors = await Promise.all(Array.from({ length: 80 }, () => rig.visitor()));
  for (let round = 0; round < 5; round += 1) {
    const codes = await codesOf(visitors.map((visitor) => rig.say(visitor)));
    expect(new Set(codes)).toEqual(new Set(['done']));
  }
  const { items, seq } = await rig.list({ limit: 1 });
  expect(seq).toBe(400);
  expect(items).toMatchObject([{ author: { kind: 'visitor' } }]);
});

test('who goes on all the same is shut out with their address, and nobody else is', { timeout: 60_000 }, async () => {
  const [flood, other] = [await rig.member(), await rig.member()];
  const statuses = new Set<number>();
  for (let n = 0; n < 130; n += 1) statuses.add(await sayFrom('198.51.100.9', flood));
  expect([...statuses]).toEqual([201, 429, 403]);
  expect(await sayFrom('198.51.100.10', other)).toBe(201);
});
