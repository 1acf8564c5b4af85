// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code that stands in strings is what is tested
import { expect, it } from 'vitest';
import { sqlPlaceRule } from './sql-place-rule.ts';

const findings = (path: string, text: string) => sqlPlaceRule.check([{ path: `apps/server/src/${path}`, text }]);

it('takes SQL in stores, read models and platform/postgres, and anywhere in tests', () => {
  const text = 'const rows = await sql<Row[]>`select 1`;';
  expect(findings('stations/station-store.ts', text)).toEqual([]);
  expect(findings('archive/archive-read-model.ts', text)).toEqual([]);
  expect(findings('platform/postgres/migrate.ts', 'await tx.unsafe(text);')).toEqual([]);
  expect(findings('stations/station-routes.api.test.ts', text)).toEqual([]);
});

it('finds it elsewhere, with its line', () => {
  expect(findings('stations/station-routes.ts', '\n\nawait sql`select 1`;')).toMatchObject([{ line: 3 }]);
  expect(findings('chat/chat-service.ts', 'await db<{ owned: boolean }[]>`select 1`;')).toHaveLength(1);
  expect(findings('chat/chat-service.ts', 'await tx.unsafe(statement);')).toHaveLength(1);
});

it('does not mind other templates, or words about SQL', () => {
  expect(findings('chat/chat-service.ts', 'const a = `select ${b}`; // sql`select 1`')).toEqual([]);
});
