import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One step of the schema: `migrations/0001-accounts.sql`. */
export interface MigrationFile {
  readonly number: number;
  readonly name: string;
  readonly statements: string;
  /** SHA-256 of the file, hex. */
  readonly checksum: string;
  /** A program has to know so many migrations to work on this schema; 0: the same ones as before. */
  readonly oldestProgram: number;
}

/** A line of a migration after which older programs find something missing. */
const OLDEST_PROGRAM = /^-- oldest program: (\d+)$/m;
const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/** All migrations of a folder in their order. Throws when a name is not `NNNN-name.sql` or a number is missing or taken twice. */
export const readMigrationFiles = async (dir: string): Promise<MigrationFile[]> => {
  const fileNames = (await readdir(dir)).sort();
  return Promise.all(
    fileNames.map(async (fileName, index) => {
      const [, digits, name] = FILE_NAME.exec(fileName) ?? [];
      if (digits === undefined || name === undefined)
        throw new Error(`The migration ${fileName} is not named like 0001-accounts.sql.`);
      if (Number(digits) !== index + 1)
        throw new Error(
          `The migration ${fileName} should have the number ${index + 1}: none may be missing or double.`,
        );
      const bytes = await readFile(join(dir, fileName));
      const checksum = createHash('sha256').update(bytes).digest('hex');
      const statements = bytes.toString('utf8');
      const oldestProgram = Number(OLDEST_PROGRAM.exec(statements)?.[1] ?? 0);
      return { number: index + 1, name, statements, checksum, oldestProgram };
    }),
  );
};
