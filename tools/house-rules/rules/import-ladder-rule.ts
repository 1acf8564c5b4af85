import { isTestCode } from '../reading/file-kinds.ts';
import { importsOf } from '../reading/import-statements.ts';
import type { Finding, RepositoryFile, Rule } from '../reading/rule-finding.ts';

const SOURCE = 'apps/server/src/';

/** The ladder (ARCHITECTURE.md): a module imports lower floors only. Files at the root of src/ (main, server, config, log) stand on floor 7. */
const FLOORS: Readonly<Record<string, number>> = {
  commands: 7,
  moderation: 6,
  admin: 6,
  doctor: 6,
  watching: 6,
  schedule: 5,
  archive: 5,
  chat: 5,
  stations: 4,
  broadcasts: 4,
  access: 3,
  accounts: 3,
  audio: 2,
  realtime: 2,
  mail: 2,
  backup: 2,
  platform: 1,
};

const ROOT_FLOOR = 7;
const ROOT = '(root)';

/** Steps sideways that are meant, each with its reason. Engines (floor 2) have none: they never know of each other. */
const SAME_FLOOR: readonly { readonly from: string; readonly to: string; readonly reason: string }[] = [
  { from: 'accounts', to: 'access', reason: 'whoever signs in is told what they may do' },
  { from: '(root)', to: 'commands', reason: 'main.ts hands over what is no start of the server' },
  { from: 'commands', to: '(root)', reason: 'they read the settings, and name folders, as the server does' },
  { from: 'broadcasts', to: 'stations', reason: 'a broadcast belongs to a station' },
];

const moduleOf = (path: string): string => {
  const inside = path.slice(SOURCE.length);
  return inside.includes('/') ? inside.slice(0, inside.indexOf('/')) : ROOT;
};

const floorOf = (module: string): number | undefined => (module === ROOT ? ROOT_FLOOR : FLOORS[module]);

const isFaceOf = (path: string, module: string): boolean =>
  path === `${SOURCE}${module}/index.ts` ||
  // platform/ has four: its own, and one each for http, postgres and redis.
  (module === 'platform' && /^apps\/server\/src\/platform\/[^/]+\/index\.ts$/.test(path));

const problemOf = (from: string, to: string): string | null => {
  const fromFloor = floorOf(from);
  const toFloor = floorOf(to);
  if (fromFloor === undefined || toFloor === undefined) return null;
  if (toFloor < fromFloor) return null;
  if (toFloor > fromFloor) {
    return `imports up the ladder, ${from} (floor ${fromFloor}) from ${to} (floor ${toFloor}): send a typed event, or let server.ts hand a function in`;
  }
  if (SAME_FLOOR.some((step) => step.from === from && step.to === to)) return null;
  return `imports sideways, ${from} from ${to} (both floor ${toFloor}): let server.ts hand a function in, or write the exception with its reason into import-ladder-rule.ts`;
};

const checkFile = (file: RepositoryFile): Finding[] => {
  const from = moduleOf(file.path);
  if (floorOf(from) === undefined) {
    return [
      {
        path: file.path,
        line: 1,
        message: `the module ${from} has no floor: give it one in import-ladder-rule.ts and ARCHITECTURE.md`,
      },
    ];
  }
  return importsOf(file).flatMap(({ target, line }) => {
    if (!target?.startsWith(SOURCE)) return [];
    const to = moduleOf(target);
    if (to === from) return [];
    const problem = problemOf(from, to);
    if (problem) return [{ path: file.path, line, message: problem }];
    if (to === ROOT || isFaceOf(target, to)) return [];
    const message = `imports ${target.slice(SOURCE.length)} past the face of ${to}: import from ${to}/index.ts and export there what is needed`;
    return [{ path: file.path, line, message }];
  });
};

/** DESIGN: "A file imports its own folder and lower floors; from another module only through its index.ts." Tests are free. */
export const importLadderRule: Rule = {
  title: 'the server imports down the ladder only, and other modules through their face',
  check: (files) =>
    files.filter(({ path }) => path.startsWith(SOURCE) && /\.ts$/.test(path) && !isTestCode(path)).flatMap(checkFile),
};
