import { createHash } from 'node:crypto';
import { baseName } from '../reading/file-kinds.ts';
import type { Finding, RepositoryFile, Rule } from '../reading/rule-finding.ts';

/** Where the checksums of migrations stand: `{ "0001-accounts.sql": "<SHA-256, hex>" }`. */
export const LANDED_MIGRATIONS = 'tools/house-rules/landed-migrations.json';

const FOLDER = 'apps/server/migrations/';
const NAME = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;
const LAND = 'npx tsx tools/house-rules/land-migrations.ts';

/** SHA-256 of a migration, as the server computes it too. */
export const migrationChecksum = (text: string): string => createHash('sha256').update(text).digest('hex');

/** All migrations, in order of their names. */
export const migrationsIn = (files: readonly RepositoryFile[]): RepositoryFile[] =>
  files.filter(({ path }) => path.startsWith(FOLDER));

/** Reads the list of checksums; empty when there is none yet. */
export const readLanded = (text: string): ReadonlyMap<string, string> => {
  const read: unknown = text === '' ? {} : JSON.parse(text);
  const entries = typeof read === 'object' && read !== null ? Object.entries(read) : [];
  return new Map(entries.map(([name, checksum]) => [name, String(checksum)]));
};

const numberFindings = (migrations: readonly RepositoryFile[]): Finding[] =>
  migrations.flatMap(({ path }, index) => {
    const digits = NAME.exec(baseName(path))?.[1];
    if (digits === undefined) return [{ path, line: 1, message: 'is not named like 0001-accounts.sql: rename it' }];
    const wanted = String(index + 1).padStart(4, '0');
    return digits === wanted
      ? []
      : [{ path, line: 1, message: `should have the number ${wanted}: none is missing, none is double` }];
  });

const landedFindings = (migrations: readonly RepositoryFile[], landed: ReadonlyMap<string, string>): Finding[] => {
  const present = new Set(migrations.map(({ path }) => baseName(path)));
  const gone = [...landed.keys()].filter((name) => !present.has(name));
  return [
    ...gone.map((name) => ({
      path: LANDED_MIGRATIONS,
      line: 1,
      message: `lists ${name}, which is gone: restore it, databases have had it`,
    })),
    ...migrations.flatMap(({ path, text }) => {
      const checksum = landed.get(baseName(path));
      if (checksum === undefined)
        return [{ path, line: 1, message: `is not listed as landed: run ${LAND} and commit both` }];
      if (checksum === migrationChecksum(text)) return [];
      const message = `was changed: restore it and add a new migration. If it has never been committed, run ${LAND}`;
      return [{ path, line: 1, message }];
    }),
  ];
};

/** Up to here older programs refuse every newer schema, so it does not matter. */
const BEFORE_OLDEST_PROGRAM = 12;
const LEAVES_BEHIND =
  /\bdrop\s+(?:table|column|function|type)\b|\brename\b|\bset\s+not\s+null\b|\balter\s+column\s+\S+\s+type\b/i;
const OLDEST_PROGRAM = /^-- oldest program: \d+$/m;

/** First what is new, and one version later what is gone: so that one may go back to the version before. */
const takingFindings = (migrations: readonly RepositoryFile[]): Finding[] =>
  migrations.flatMap(({ path, text }) => {
    const statements = text.replace(/--.*$/gm, '');
    if (Number(baseName(path).slice(0, 4)) <= BEFORE_OLDEST_PROGRAM) return [];
    if (!LEAVES_BEHIND.test(statements) || OLDEST_PROGRAM.test(text)) return [];
    const message =
      'takes something away: say by a line `-- oldest program: <number>` how many migrations a program has to know that can live without it (docs/decisions/0021)';
    return [{ path, line: 1, message }];
  });

/** Forward only: a database that has had a migration never has it again, so a change to it would reach new databases alone. */
export const migrationRule: Rule = {
  title: 'migrations are numbered without gaps, do not change once they have landed, and say whom they leave behind',
  check: (files) => {
    const migrations = migrationsIn(files);
    const list = files.find(({ path }) => path === LANDED_MIGRATIONS);
    return [
      ...numberFindings(migrations),
      ...landedFindings(migrations, readLanded(list?.text ?? '')),
      ...takingFindings(migrations),
    ];
  },
};
