import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/**
 * Starts a file of this folder as a process of its own, with the lowest priority: what decodes hours of audio must not be felt on air, nor end
 * the show when it breaks. As it was built, or from its source through tsx. It ends with its parent, also when that is killed.
 */
export const startSideProcess = (name: string, from: string): ChildProcess => {
  const isSource = from.endsWith('.ts');
  const child = fork(new URL(`./${name}.${isSource ? 'ts' : 'js'}`, from), [], {
    execArgv: isSource ? ['--conditions=livestreamer-source', '--import', 'tsx'] : [],
    serialization: 'advanced',
    // It has no use for secrets.
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  } catch {} // it is gone already, or the system does not allow it
  return child;
};
