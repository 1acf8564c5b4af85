import { createFakeClock } from '@livestreamer/clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../platform/index.ts';
import { type ChatPartsRig, openChatPartsRig } from './chat-parts-rig.ts';
import { createChatSweep, KEEP_TRACES_MS } from './chat-sweep.ts';

let rig: ChatPartsRig;
beforeAll(async () => {
  rig = await openChatPartsRig();
});
afterAll(() => rig.close());

test('after thirty days the texts of deleted messages and all addresses and browsers are gone, and so are mutes and bans that are over; what is shown stays', async () => {
  const clock = createFakeClock();
  const old = new Date(clock.now() - KEEP_TRACES_MS - 1);
  const young = new Date(clock.now() - KEEP_TRACES_MS + 1);
  const message = {
    station_id: rig.station.id,
    address: '192.0.2.1',
    browser_hash: 'hash',
    text: 'words',
    mentions: ['zoe'],
  };
  const rows = [
    { ...message, seq: 1, changed_seq: 1, sent_at: old, state: 'shown', deleted_at: null },
    { ...message, seq: 2, changed_seq: 2, sent_at: old, state: 'deleted', deleted_at: old },
    { ...message, seq: 3, changed_seq: 3, sent_at: old, state: 'deleted', deleted_at: young },
    { ...message, seq: 4, changed_seq: 4, sent_at: young, state: 'shown', deleted_at: null },
  ];
  await rig.sql`insert into chat_message ${rig.sql(rows)}`;
  const { accountId } = await rig.addMember('anna');
  await rig.sql`
    insert into chat_report (message_id, account_id, reason, reported_at)
    select id, ${accountId}, seq::text, sent_at from chat_message where seq in (2, 3)`;
  const ban = { station_id: rig.station.id, kind: 'ban', reason: '', made_at: new Date(old.getTime() - 1) };
  const bans = [
    { ...ban, address: '192.0.2.1', until: old },
    { ...ban, address: '192.0.2.2', until: young },
    { ...ban, address: '192.0.2.3', until: null },
  ];
  await rig.sql`insert into chat_restriction ${rig.sql(bans)}`;
  const sweep = createChatSweep({ sql: rig.sql, clock, log: silentLogger });
  await sweep.start?.();
  await expect
    .poll(() => rig.sql`select text, address, browser_hash, mentions from chat_message order by seq`, {
      timeout: 5_000,
    })
    .toEqual([
      { text: 'words', address: null, browserHash: null, mentions: ['zoe'] },
      { text: '', address: null, browserHash: null, mentions: [] },
      { text: 'words', address: null, browserHash: null, mentions: ['zoe'] },
      { text: 'words', address: '192.0.2.1', browserHash: 'hash', mentions: ['zoe'] },
    ]);
  const addresses = () => rig.sql`select address from chat_restriction order by address`;
  await expect.poll(addresses, { timeout: 5_000 }).toEqual([{ address: '192.0.2.2' }, { address: '192.0.2.3' }]);
  expect(await rig.sql`select reason from chat_report`).toEqual([{ reason: '3' }]);
  clock.advance(3_600_000);
  await sweep.stop?.();
  expect(await rig.sql`select text from chat_message where text = ''`).toHaveLength(2);
  expect(clock.pending()).toBe(0);
});
