import { describe, expect, test } from 'vitest';
import { ACCOUNT_LETTERS_EN } from './account-letters-en.ts';
import { ACCOUNT_LETTERS_RU } from './account-letters-ru.ts';

const facts = { site: 'radio.example', username: 'Zoë', until: new Date('2026-12-22T23:30:00Z') };
const KINDS = [
  'confirmAccount',
  'addressInUse',
  'resetPassword',
  'passwordChanged',
  'confirmEmail',
  'emailChanging',
  'secondFactorOn',
  'secondFactorOff',
  'recoveryCodeUsed',
  'recoveryCodesRenewed',
  'passkeyAdded',
  'passkeyRemoved',
  'streamKeyMade',
  'goodbye',
] as const;

describe.each([
  ['en', ACCOUNT_LETTERS_EN, /If (that was|you)/],
  ['ru', ACCOUNT_LETTERS_RU, /Если/],
] as const)('letters in %s', (_, letters, otherwise) => {
  test.each(KINDS)(
    '%s names the server and the person, is short, and says what to do if it was somebody else',
    (kind) => {
      const { subject, paragraphs } = letters[kind](facts);
      const text = paragraphs.join('\n');
      expect(subject).toContain('radio.example');
      expect(subject.length).toBeLessThan(80);
      expect(text).toContain('Zoë');
      expect(text.length).toBeLessThan(600);
      expect(paragraphs.at(-1)).toMatch(otherwise);
    },
  );

  test('only letters about what was done by somebody signed in have no link', () => {
    expect(KINDS.filter((kind) => letters[kind](facts).action === null)).toEqual([
      'passwordChanged',
      'emailChanging',
      'secondFactorOn',
      'secondFactorOff',
      'recoveryCodeUsed',
      'recoveryCodesRenewed',
      'passkeyAdded',
      'passkeyRemoved',
      'streamKeyMade',
    ]);
  });
});

test('the day of erasure is written as people write it', () => {
  expect(ACCOUNT_LETTERS_EN.goodbye(facts).paragraphs.join()).toContain('On 22 December 2026');
  expect(ACCOUNT_LETTERS_RU.goodbye(facts).paragraphs.join()).toContain('22 декабря 2026');
});
