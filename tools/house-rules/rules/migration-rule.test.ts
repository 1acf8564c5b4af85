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

it('finds one that takes something away and does not say whom it leaves behind', () => {
  const many = Array.from({ length: 12 }, (_, at) => migration(`00${String(at + 1).padStart(2, '0')}-step.sql`));
  const finding = (text: string) => {
    const all = [...many, migration('0013-next.sql', text)];
    const list = Object.fromEntries(all.map((it) => [it.path.split('/').at(-1) ?? '', migrationChecksum(it.text)]));
    return messages(all, list);
  };
  for (const taking of [
    'alter table a drop column b;',
    'drop table a;',
    'alter table a rename to b;',
    'alter table a alter column b type text;',
  ]) {
    expect(finding(taking)).toEqual([expect.stringMatching(/^takes something away/)]);
    expect(finding(`-- oldest program: 11\n${taking}`)).toEqual([]);
  }
  expect(finding('-- we may drop table a later\nalter table a add column b text, drop constraint c;')).toEqual([]);
});
