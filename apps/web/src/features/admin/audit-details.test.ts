import { expect, it } from 'vitest';
import { createTexts } from '../../lib/language.ts';
import { auditDetails } from './audit-details.ts';

const inEnglish = (details: Record<string, unknown>): string[] => auditDetails(createTexts('en').t, 'en', details);

it('tells which roles came and which went', () => {
  expect(inEnglish({ accountId: 'a1', before: ['listener'], after: ['broadcaster'] })).toEqual([
    '+ Broadcaster, − Listener',
  ]);
});

it('tells permissions and settings in words', () => {
  expect(inEnglish({ before: [], after: ['audit.read'] })).toEqual(['+ Read the audit log']);
  expect(inEnglish({ before: 'open', after: 'closed' })).toEqual(['Open → Closed']);
});

it('tells why and how long somebody is banned', () => {
  expect(inEnglish({ reason: 'Static', until: null })).toEqual(['Static', 'For good']);
  expect(inEnglish({ reason: 'Static', until: '2026-11-27T20:15:00.000Z' })[1]).toMatch(/^Until Nov 2/);
});

it('speaks the language of the page', () => {
  expect(auditDetails(createTexts('ru').t, 'ru', { before: [], after: ['moderator'] })).toEqual(['+ Модератор']);
});

it('keeps what only machines read to itself', () => {
  expect(inEnglish({ invitationId: 'i1', accountId: 'a1' })).toEqual([]);
});
