import { execFile } from 'node:child_process';

/** What a short program said. */
interface ProgramReply {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const DEADLINE_MS = 10_000;
const OUTPUT_LIMIT_BYTES = 4 * 1024 * 1024;

/** Runs a program to its end; null when there is no such program. In plain English, so that its output can be read. */
export const runProgram = (
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<ProgramReply | null> =>
  new Promise((resolve) => {
    const options = {
      env: { ...environment, LC_ALL: 'C' },
      timeout: DEADLINE_MS,
      maxBuffer: OUTPUT_LIMIT_BYTES,
      windowsHide: true,
    };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') resolve(null);
      else resolve({ ok: error === null, stdout, stderr });
    });
  });
