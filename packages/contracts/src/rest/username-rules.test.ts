import { expect, test } from 'vitest';
import { usernameSchema } from './rest-accounts.ts';

test.each(['zoe\ufe0f', 'zo\u034fe', 'zoe\u3164', 'zoe\u17b4', 'zoe\u{e0101}', '...', 'zoe\u0300\u0301\u0302'])(
  'a name like %j, which looks like another or like nothing, is refused',
  (name) => expect(usernameSchema.safeParse(name).success).toBe(false),
);

test.each(['Zoë', 'नमस्ते', 'ЖУК', 'a-1'])('%s is a name', (name) =>
  expect(usernameSchema.safeParse(name).success).toBe(true),
);
