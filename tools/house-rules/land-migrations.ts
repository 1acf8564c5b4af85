#!/usr/bin/env tsx
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseName } from './reading/file-kinds.ts';
import { REPOSITORY_ROOT, readRepository } from './reading/repository-files.ts';
import { LANDED_MIGRATIONS, migrationChecksum, migrationsIn, readLanded } from './rules/migration-rule.ts';

/** What was committed already may not change; empty before the first commit. */
const committedList = (): string => {
  try {
    return execFileSync('git', ['show', `HEAD:${LANDED_MIGRATIONS}`], {
      cwd: REPOSITORY_ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
};

const committed = readLanded(committedList());
const landed = Object.fromEntries([
  ...committed,
  ...migrationsIn(readRepository())
    .map(({ path, text }) => [baseName(path), migrationChecksum(text)] as const)
    .filter(([name]) => !committed.has(name)),
]);
writeFileSync(join(REPOSITORY_ROOT, LANDED_MIGRATIONS), `${JSON.stringify(landed, null, 2)}\n`);
console.log(`${LANDED_MIGRATIONS}: ${Object.keys(landed).length} migrations.`);
