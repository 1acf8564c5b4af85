/** What the server works with; `check` fails while it is away. */
export interface Dependency {
  readonly name: string;
  /** The server serves without it, only not as well. */
  readonly isDispensable?: boolean;
  check(): Promise<void>;
}

/** Why a dependency is not as it should be, in a sentence that everybody may read. */
export class DependencyProblem extends Error {
  override readonly name = 'DependencyProblem';
}
