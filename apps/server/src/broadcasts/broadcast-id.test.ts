import { expect, test } from 'vitest';
import { z } from 'zod';
import { systemChance } from '../platform/index.ts';
import { newBroadcastId } from './broadcast-id.ts';

test('it is a random UUID of version 4', () => {
  const ids = Array.from({ length: 200 }, () => newBroadcastId(systemChance));
  for (const id of ids) expect(z.uuidv4().safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(200);
});
