import { expect, test } from 'vitest';
import { outcomeOfFailure } from './smtp-outcome.ts';

const failure = (facts: object): Error => Object.assign(new Error('zoe@radio.example refused'), facts);

test.each([
  ['no such mailbox', { command: 'RCPT TO', responseCode: 550, response: '550 5.1.1 zoe@…' }, '550 5.1.1', true],
  ['the text is refused', { command: 'DATA', responseCode: 554, response: '554-spam' }, '554', true],
  ['an address of no kind', { code: 'EENVELOPE', command: 'API' }, 'EENVELOPE', true],
  ['greylisted', { command: 'RCPT TO', responseCode: 451, response: '451 4.7.1 later' }, '451 4.7.1', false],
  [
    'a wrong password',
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, response: '535 5.7.8' },
    '535 5.7.8',
    false,
  ],
  ['a sender that may not', { command: 'MAIL FROM', responseCode: 553, response: '553 no' }, '553', false],
  ['no line', { code: 'ESOCKET', command: 'CONN' }, 'ESOCKET', false],
])('%s', (_, facts, problem, permanent) => {
  expect(outcomeOfFailure(failure(facts))).toEqual({ problem, permanent });
});

test('what is no error of a mail server is tried again', () => {
  expect(outcomeOfFailure('?')).toEqual({ problem: 'unknown', permanent: false });
});
