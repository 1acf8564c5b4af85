import { ERRORS, type ErrorCode, type Problem } from '@livestreamer/contracts';

/** What is wrong with which field; the path is the one in the request. */
export type FieldProblem = NonNullable<Problem['fields']>[number];

interface AppErrorOptions {
  /** What was expected, what came, what to do; shown to the caller. Without it: the sentence of the code. */
  readonly message?: string;
  readonly cause?: unknown;
  readonly fields?: readonly FieldProblem[];
  /** What the code is about, for programs; the contracts say what which code has. */
  readonly details?: NonNullable<Problem['details']>;
  /** Sent as `Retry-After`. */
  readonly retryAfterS?: number;
}

/** An error that was foreseen, has a name of ours, and may be shown to whoever called. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly fields: readonly FieldProblem[] | undefined;
  readonly details: Problem['details'];
  readonly retryAfterS: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause });
    this.code = code;
    this.status = ERRORS[code].status;
    this.fields = options.fields;
    this.details = options.details;
    this.retryAfterS = options.retryAfterS;
  }
}
