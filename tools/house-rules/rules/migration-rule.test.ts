import { expect, it } from 'vitest';
import { LANDED_MIGRATIONS, migrationChecksum, migrationRule } from './migration-rule.ts';

const migration = (name: string, text = `-- ${name}`) => ({ path: `apps/server/migrations/${name}`, text });

const messages = (migrations: { path: string; text: string }[], landed: Record<string, string>): string[] =>
  migrationRule
    .check([...migrations, { path: LANDED_MIGRATIONS, text: JSON.stringify(landed) }])
    .map(({ message }) => message);

const first = migration('0001-accounts.sql');
const second = migration('0002-broadcasts.sql');
const landed = {
  '0001-accounts.sql': migrationChecksum(first.text),
  '0002-broadcasts.sql': migrationChecksum(second.text),
};

it('takes migrations that follow each other and are as they landed', () => {
  expect(messages([first, second], landed)).toEqual([]);
});

it('finds a gap, a double number and another kind of name', () => {
  const third = migration('0003-broadcasts.sql');
  expect(messages([first, third], { ...landed, '0003-broadcasts.sql': migrationChecksum(third.text) })).toEqual(
    expect.arrayContaining([expect.stringMatching(/should have the number 0002/)]),
  );
  expect(messages([first, migration('0001-more.sql')], landed)).toEqual(
    expect.arrayContaining([expect.stringMatching(/number 0002/)]),
  );
  expect(messages([migration('accounts.sql')], {})).toEqual(
    expect.arrayContaining([expect.stringMatching(/not named like/)]),
  );
});

it('finds a landed migration that was changed or is gone', () => {
  expect(messages([first, migration('0002-broadcasts.sql', '-- other')], landed)).toEqual([
    expect.stringMatching(/^was changed: restore it/),
  ]);
  expect(messages([first], landed)).toEqual([expect.stringMatching(/lists 0002-broadcasts\.sql, which is gone/)]);
});

it('finds a migration that was not listed', () => {
  expect(messages([first, second], { '0001-accounts.sql': landed['0001-accounts.sql'] })).toEqual([
    expect.stringMatching(/^is not listed/),
  ]);
});
