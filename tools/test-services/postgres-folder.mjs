import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The oldest PostgreSQL that our SQL is written for. */
export const OLDEST_POSTGRES = 15;

/** Where distributions keep server programs that are not on the PATH: Debian by version, Homebrew by formula, Fedora's and Arch's are on it. */
const HOMES = [
  { parent: '/usr/lib/postgresql', name: /^\d+$/ },
  { parent: '/opt/homebrew/opt', name: /^postgresql@\d+$/ },
  { parent: '/usr/local/opt', name: /^postgresql@\d+$/ },
];

/** The folder with `bin/postgres` and `bin/initdb` of the system's newest PostgreSQL that is new enough; null when there is none. */
export const findSystemPostgres = () => {
  const inHomes = HOMES.flatMap(({ parent, name }) =>
    namesIn(parent)
      .filter((entry) => name.test(entry))
      .map((entry) => join(parent, entry)),
  );
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map(dirname);
  const found = [...inHomes, ...onPath]
    .filter((folder) => ['postgres', 'initdb'].every((program) => existsSync(join(folder, 'bin', program))))
    .map((folder) => ({ folder, major: majorOf(join(folder, 'bin', 'postgres')) }))
    .filter(({ major }) => major >= OLDEST_POSTGRES);
  return found.sort((a, b) => b.major - a.major)[0]?.folder ?? null;
};

const namesIn = (folder) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const majorOf = (program) => {
  try {
    return Number(/\d+/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[0] ?? 0);
  } catch {
    return 0;
  }
};
