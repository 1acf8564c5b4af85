/** A file of the repository, as every rule sees it. `path` is relative to the root, with forward slashes. */
export interface RepositoryFile {
  readonly path: string;
  /** Empty for files that hold no text (pictures, sounds). */
  readonly text: string;
}

/** One place that breaks a rule. */
export interface Finding {
  readonly path: string;
  /** Counted from 1; 1 where the whole file is meant. */
  readonly line: number;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** A house rule: a sentence, and the function that finds what breaks it. Pure. */
export interface Rule {
  readonly title: string;
  check(files: readonly RepositoryFile[]): Finding[];
}

/** `path:line message`, as editors and terminals make it clickable. */
export const findingText = ({ path, line, message }: Finding): string => `${path}:${line} ${message}`;

/** The line of a character offset, counted from 1. */
export const lineAt = (text: string, offset: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
};
