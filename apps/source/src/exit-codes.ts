/** How the program ends, for scripts. Shown by `livestreamer --help`. */
export const EXIT = {
  /** All went as asked; a show that was stopped with Ctrl-C or whose file is over ends so. */
  OK: 0,
  /** Something went wrong that has no number of its own; `check` found a fault. */
  FAILED: 1,
  /** The command line is not understood. */
  USAGE: 2,
  /** Nothing can be captured: no such device or file, or no program to capture with. */
  NO_CAPTURE: 3,
  /** Not signed in, or the server refuses this account or station. */
  REFUSED: 4,
  /** The server cannot be reached. */
  UNREACHABLE: 5,
  /** Stopped by a signal before the work was done. */
  INTERRUPTED: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The lines of `--help`. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    all went as asked (also: a show stopped with Ctrl-C)
  1    something went wrong; check found a fault
  2    the command line is not understood
  3    nothing can be captured: no such device or file, or no ffmpeg
  4    not signed in, or the server refuses this account or station
  5    the server cannot be reached
  130  stopped before the work was done`;

/** Ends a command: a sentence for the person, a number for scripts. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, sentence: string) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
