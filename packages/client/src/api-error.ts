import { ERRORS, type ErrorCode, isErrorCode, type Problem } from '@livestreamer/contracts';

/** `network`: no answer came at all; `timeout`: none came in time. */
export type ApiErrorCode = ErrorCode | 'network' | 'timeout';

interface ApiErrorOptions {
  readonly status: number;
  readonly code: ApiErrorCode;
  readonly message: string;
  readonly id?: string | undefined;
  readonly fields?: Problem['fields'];
  readonly details?: Problem['details'];
  readonly retryAfterS?: number | null;
  readonly cause?: unknown;
}

/** A REST call that went wrong. Programs decide by `code`; `message` is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly code: ApiErrorCode;
  /** Finds the entry in the server's log; null when the answer did not come from our server. */
  readonly id: string | null;
  /** What is wrong with which field of the request. */
  readonly fields: NonNullable<Problem['fields']>;
  /** What it is about, in parts: the schema for this `code` reads them. */
  readonly details: NonNullable<Problem['details']>;
  /** How long to wait before the next try, in seconds; null when the answer did not say. */
  readonly retryAfterS: number | null;

  constructor({ status, code, message, id, fields = [], details = {}, retryAfterS = null, cause }: ApiErrorOptions) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.id = id ?? null;
    this.fields = fields;
    this.details = details;
    this.retryAfterS = retryAfterS;
  }
}

/** General codes alone: a proxy that answers 409 says nothing about usernames. */
const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  408: 'unavailable',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'unavailable',
  431: 'head_too_large',
  501: 'not_implemented',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** The code for an answer that names none of ours: a proxy's page, or a code that only newer clients know. */
const codeOfStatus = (status: number): ErrorCode =>
  CODE_OF_STATUS[status] ?? (status >= 400 && status < 500 ? 'bad_request' : 'internal');

interface RefusedAnswer {
  readonly status: number;
  /** Its body, when that is one of our problems. */
  readonly problem: Problem | null;
  readonly retryAfterS: number | null;
}

/** The error that an answer stands for. */
export const errorOfAnswer = ({ status, problem, retryAfterS }: RefusedAnswer): ApiError => {
  const code = problem && isErrorCode(problem.code) ? problem.code : codeOfStatus(status);
  const message = problem?.message ?? ERRORS[code].message;
  const { id, fields, details } = problem ?? {};
  return new ApiError({ status, code, message, id, fields, details, retryAfterS });
};
