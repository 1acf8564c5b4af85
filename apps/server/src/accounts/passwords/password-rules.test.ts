import { expect, test } from 'vitest';
import { assertGoodPassword } from './password-rules.ts';

const OWN = ['Zoë-Nacht', 'zoe.nacht@radio.example'];

test.each([
  'password',
  'PassWord1',
  '12345678',
  'qwertyuiop',
  'iloveyou1',
  'LiveStreamer',
  'livestreamer-2026!',
  'ZOË-NACHT',
  'zoë-nacht7',
  'zoe.nacht@radio.example',
  'Zoe.Nacht1',
])('%s is refused', (password) => {
  expect(() => assertGoodPassword(password, OWN)).toThrow(expect.objectContaining({ code: 'password_too_common' }));
});

test.each(['correct horse', 'пароль длинный и свой', 'zoë-nacht plays on', '🥁🥁🥁🥁🥁🥁🥁🥁'])(
  '%s is taken',
  (password) => {
    expect(() => assertGoodPassword(password, OWN)).not.toThrow();
  },
);
