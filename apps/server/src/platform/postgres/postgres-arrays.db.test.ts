import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterAll(() => database.close());

const TEXTS = fc.array(
  fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'NULL', '{}', '"', '\\', 'a,b', ' ', '{"a"}', '\n'))
    .filter((text) => !text.includes('\0')),
  { maxLength: 8 },
);

test('texts of any kind come back as they went', async () => {
  await fc.assert(
    fc.asyncProperty(TEXTS, async (texts) => {
      const [row] = await database.sql<{ back: string[] }[]>`select ${texts}::text[] as back`;
      expect(row?.back).toEqual(texts);
    }),
    { numRuns: 300 },
  );
});

test('numbers, truth, times, JSON and nothing come back as they are elsewhere', async () => {
  const id = 'b5f2a9f0-6a55-4b2f-9d50-7d3a3a0c9f10';
  const at = new Date('2026-11-23T12:00:00.123Z');
  const [row] = await database.sql`
    select ${[1, -2]}::integer[] as whole, ${['9007199254740993']}::bigint[] as large, ${[0.5]}::float8[] as parts,
      ${[id]}::uuid[] as ids, array[true, false] as truth, array[${at}::timestamptz] as times,
      array['{"a": [1, "\\"", null]}'::jsonb] as json, array['a', null]::text[] as gaps, '{}'::text[] as empty, array['x'::name] as names`;
  expect(row).toEqual({
    whole: [1, -2],
    large: ['9007199254740993'],
    parts: [0.5],
    ids: [id],
    truth: [true, false],
    times: [at],
    json: [{ a: [1, '"', null] }],
    gaps: ['a', null],
    empty: [],
    names: ['x'],
  });
});

test('one of several is found by an array', async () => {
  const rows = await database.sql<{ n: number }[]>`
    select n from generate_series(1, 5) as n where n = any(${[2, 4, 9]}::integer[]) order by n`;
  expect(rows.map(({ n }) => n)).toEqual([2, 4]);
});
