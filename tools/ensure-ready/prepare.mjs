import { resolve } from 'node:path';
import { build, staleBuilds } from './build-step.mjs';
import { installPackages, packagesAreInstalled } from './packages-step.mjs';
import { Refusal } from './quiet-command.mjs';
import { withReadyLock } from './ready-lock.mjs';
import { settleTestTools } from './test-tools-step.mjs';

const GOALS = ['install', 'start', 'test'];

/**
 * Makes a clone ready for a goal: `install` has the packages, `start` also what is built of our sources, `test` also the
 * programs that only tests need. Does nothing, fast, when all is there. Sets the exit code and says a sentence when it cannot.
 */
export const prepare = async (goal) => {
  try {
    if (!GOALS.includes(goal)) throw new Refusal(`ensure-ready wants one of ${GOALS.join(', ')}; got ${goal}.`);
    const root = resolve(import.meta.dirname, '..', '..');
    if (!isReady(root, goal)) await withReadyLock(root, () => makeReady(root, goal));
    if (goal === 'test') await settleTestTools();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
};

const isReady = (root, goal) => packagesAreInstalled(root) && (goal === 'install' || staleBuilds(root).length === 0);

const makeReady = async (root, goal) => {
  // Looks again: whoever held the lock may have done the work.
  if (!packagesAreInstalled(root)) await installPackages(root);
  if (goal !== 'install') for (const part of staleBuilds(root)) await build(root, part);
};
