import { expect, test } from 'vitest';
import { obstacleTo, restMs, type WriterFacts } from './chat-writing-policy.ts';

const ROOM = { open: true, writers: 'everyone' } as const;
const VISITOR: WriterFacts = { isMember: false, keepsOrder: false, restriction: null };
const MEMBER: WriterFacts = { ...VISITOR, isMember: true };
const KEEPER: WriterFacts = { ...MEMBER, keepsOrder: true };
const MUTE = { kind: 'mute', reason: 'too loud', until: '2026-01-01T00:00:00.000Z' } as const;
const BAN = { kind: 'ban', reason: '', until: null } as const;

test.each([
  ['everyone', VISITOR, null],
  ['everyone', MEMBER, null],
  ['members', VISITOR, 'not_signed_in'],
  ['members', MEMBER, null],
  ['team', VISITOR, 'chat_team_only'],
  ['team', MEMBER, 'chat_team_only'],
  ['team', KEEPER, null],
] as const)('in a room for %s, %o hears %s', (writers, writer, code) => {
  expect(obstacleTo(writer, { ...ROOM, writers })).toBe(code);
});

test('in a room that is closed nobody writes', () => {
  for (const writer of [VISITOR, MEMBER, KEEPER])
    expect(obstacleTo(writer, { ...ROOM, open: false })).toBe('chat_closed');
});

test('who is muted or banned is told so, also where they could not write anyway, and also who keeps order', () => {
  for (const writers of ['everyone', 'team'] as const)
    for (const writer of [VISITOR, MEMBER, KEEPER]) {
      expect(obstacleTo({ ...writer, restriction: MUTE }, { ...ROOM, writers })).toBe('chat_muted');
      expect(obstacleTo({ ...writer, restriction: BAN }, { ...ROOM, writers })).toBe('chat_banned');
    }
});

test.each([
  [0, 10_000],
  [1, 9_999],
  [9_999, 1],
  [10_000, 0],
  [99_999, 0],
  // The clock jumped back an hour.
  [-3_600_000, 10_000],
])('in slow mode of 10 s, %s ms after the last message one rests for %s ms', (sinceMs, expected) => {
  const nowMs = 5_000_000;
  expect(restMs({ slowModeS: 10, lastMs: nowMs - sinceMs, nowMs })).toBe(expected);
});
