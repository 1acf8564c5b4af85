import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NATIVE = fileURLToPath(new URL('../../native/', import.meta.url));
const BUILD = fileURLToPath(new URL('../../build/', import.meta.url));
const FLAGS = ['-O2', '-std=gnu11', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Werror'];

/** The programs in C. */
export type NativeProgram = 'source' | 'listeners' | 'floor';
const PROGRAMS: readonly NativeProgram[] = ['source', 'listeners', 'floor'];

/** Where a program is after {@link buildNativePrograms}. */
export const nativeProgram = (program: NativeProgram): string => `${BUILD}${program}`;

const changedMs = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Compiles what is older than its sources. Throws a sentence when there is no compiler. */
export const buildNativePrograms = (): void => {
  mkdirSync(BUILD, { recursive: true });
  const newestMs = Math.max(...readdirSync(NATIVE).map((file) => changedMs(`${NATIVE}${file}`)));
  for (const program of PROGRAMS) {
    if (changedMs(nativeProgram(program)) > newestMs) continue;
    try {
      execFileSync('gcc', [...FLAGS, '-o', nativeProgram(program), `${NATIVE}${program}.c`], { stdio: 'inherit' });
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (missing) throw new Error('The bench needs gcc: its load programs are in C. On Debian: apt-get install gcc.');
      throw new Error(`${program}.c could not be compiled.`, { cause: error });
    }
  }
};
