import { execFileSync } from 'node:child_process';
import { cpus, release } from 'node:os';

const commit = (): string => {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
};

/** What a reader of kept results wants to know about where they come from, name by name. */
export const describeMachine = (): [name: string, value: string][] => [
  ['processor', `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`],
  ['kernel', `Linux ${release()}`],
  ['Node', process.version],
  ['commit', commit()],
];
