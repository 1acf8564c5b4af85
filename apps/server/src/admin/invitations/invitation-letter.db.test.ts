import { systemClock as clock } from '@livestreamer/clock';
import { LETTER_LANGUAGES } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { addRole, createAuditLog } from '../../access/index.ts';
import type { LetterToSend } from '../../mail/index.ts';
import type { Caller } from '../../platform/http/index.ts';
import { systemChance as chance } from '../../platform/index.ts';
import { createInvitations, type InvitationsOptions } from './invitations.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const adminWho = async (language: string): Promise<Caller> => {
  const name = `admin-${language}`;
  const [row] = await database.sql<{ id: string }[]>`
    insert into account (username, username_key, email, email_key, password_hash, language, confirmed_at)
    values (${name}, ${name}, ${name}, ${name}, 'no hash', ${language}, now()) returning id`;
  const accountId = row?.id ?? '';
  await addRole(database.sql, { accountId, role: 'admin' });
  return { accountId, username: name, permissions: [] };
};

const invitationsWith = (queueLetter: InvitationsOptions['queueLetter']) =>
  createInvitations({
    sql: database.sql,
    audit: createAuditLog({ clock }),
    limits: { take: async () => undefined, forget: async () => undefined, giveBack: async () => undefined },
    queueLetter,
    siteUrl: () => 'https://radio.example',
    clock,
    chance,
  });

test.each(LETTER_LANGUAGES)(
  'an invitation with an address goes there by letter, in the inviter’s language: %s',
  async (language) => {
    const letters: LetterToSend[] = [];
    const invitations = invitationsWith(async (_, letter) => void letters.push(letter));
    const inviting = { actor: await adminWho(language), address: '192.0.2.1' };
    const { link } = await invitations.make(inviting, { email: 'new@radio.example', role: 'listener' });
    expect(letters).toMatchObject([{ to: 'new@radio.example', language, action: { url: link } }]);
    expect(letters[0]?.subject).toContain(`admin-${language}`);
    expect(letters[0]?.subject).toContain('radio.example');
    await invitations.make(inviting, { email: null, role: 'listener' });
    expect(letters).toHaveLength(1);
  },
);

test('without its letter there is no invitation, and no entry in the log', async () => {
  const invitations = invitationsWith(() => Promise.reject(new Error('the queue is away')));
  const actor: Caller = {
    accountId: (await database.sql<{ id: string }[]>`select id from account`)[0]?.id ?? '',
    username: 'zoe',
    permissions: [],
  };
  const count = async () =>
    (await database.sql`select count(*) from invitation union all select count(*) from audit_entry`).map(
      ({ count: rows }) => rows,
    );
  const before = await count();
  const making = invitations.make({ actor, address: '192.0.2.1' }, { email: 'new@radio.example', role: 'listener' });
  await expect(making).rejects.toThrow('the queue is away');
  expect(await count()).toEqual(before);
});
