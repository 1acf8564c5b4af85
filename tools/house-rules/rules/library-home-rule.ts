import { isCode, isTestCode } from '../reading/file-kinds.ts';
import { importsOf } from '../reading/import-statements.ts';
import type { Finding, RepositoryFile, Rule } from '../reading/rule-finding.ts';

/** Who may import what, inside the server. `what` is a package, or the path of a face. */
interface Border {
  readonly what: RegExp;
  readonly name: string;
  /** Files that may; all others may not. */
  readonly may: RegExp;
  readonly advice: string;
}

const BORDERS: readonly Border[] = [
  {
    what: /^sharp$/,
    name: 'the picture library',
    may: /^platform\/images\//,
    advice: 'import it through platform/images/index.ts, which lets no dangerous format in',
  },
  { what: /^pino(?:$|\/|-)/, name: 'pino', may: /^log\.ts$/, advice: 'take the Logger of platform/logger.ts in' },
  {
    what: /^postgres$/,
    name: 'the PostgreSQL driver',
    may: /^platform\/postgres\//,
    advice: 'import it through platform/postgres/index.ts',
  },
  {
    what: /^@redis\//,
    name: 'the Redis client',
    may: /^platform\/redis\//,
    advice: 'import it through platform/redis/index.ts',
  },
  {
    what: /^platform\/redis\/index\.ts$/,
    name: 'Redis',
    // Beside the variants: the factory of a feature, `accounts/accounts.ts`, which chooses between them; and commands, which open it.
    may: /\.redis\.ts$|^[a-z-]+\.ts$|^platform\/|^commands\/|^(?!audio|realtime|mail)([a-z]+)\/\1\.ts$/,
    advice: 'only the *.redis.ts variant of an interface knows it',
  },
  {
    what: /^(?:graphile-worker|pg)$/,
    name: 'the job queue',
    may: /^platform\/jobs\//,
    advice: 'queue with addJob of platform/jobs/index.ts, and hand tasks to createJobs',
  },
  { what: /^nodemailer$/, name: 'nodemailer', may: /^mail\//, advice: 'queue a letter' },
  {
    what: /^(?:fastify|@fastify\/.*|fastify-.*)$/,
    name: 'Fastify',
    may: /^platform\/http\//,
    advice: 'take the RouteRegistrar of platform/http in',
  },
  {
    what: /^platform\/postgres\/index\.ts$/,
    name: 'PostgreSQL',
    may: /^(?!audio\/|realtime\/)/,
    advice: 'engines do not store; send an event, or let server.ts hand a function in',
  },
];

const SOURCE = 'apps/server/src/';

const checkFile = (file: RepositoryFile): Finding[] => {
  const inside = file.path.slice(SOURCE.length);
  return importsOf(file).flatMap(({ specifier, target, line }) => {
    const imported = target?.startsWith(SOURCE) ? target.slice(SOURCE.length) : specifier;
    return BORDERS.filter(({ what, may }) => what.test(imported) && !may.test(inside)).map(({ name, advice }) => ({
      path: file.path,
      line,
      message: `imports ${name} (${imported}): ${advice}`,
    }));
  });
};

/** A library has one home, so that it can be changed there; the audio engine knows no database, no Redis and no logger's library. */
export const libraryHomeRule: Rule = {
  title: 'each library of the server has one home, and engines know no database',
  check: (files) =>
    files.filter(({ path }) => path.startsWith(SOURCE) && isCode(path) && !isTestCode(path)).flatMap(checkFile),
};
