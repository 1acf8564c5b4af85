/** What a bench gets from the program that runs it. */
export interface BenchOptions {
  /** What stood behind its name. */
  readonly args: readonly string[];
  /** An empty folder that anybody may read; deleted afterwards. */
  readonly workDir: string;
  /** Aborted when the person at the keyboard has had enough. */
  readonly signal: AbortSignal;
}
