import { type Clock, systemClock } from '@livestreamer/clock';
import {
  PROBLEM_MEDIA_TYPE,
  type Problem,
  problemSchema,
  type Route,
  type RouteInput,
  type RouteReply,
  type UploadFile,
} from '@livestreamer/contracts';
import { ApiError, errorOfAnswer } from './api-error.ts';
import type { CookieKeeper } from './cookie-keeper.ts';
import { type AddressParts, restAddress } from './rest-address.ts';

/** Calls the REST routes of one server. */
export interface RestClient {
  /** The reply, checked against the route's schema. Throws {@link ApiError} and nothing else. */
  call<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteReply<R>>;
}

interface RestClientOptions {
  /** `https://radio.example`; in the browser `''`: the server that the page came from. */
  readonly baseUrl: string;
  /** For programs; a browser keeps cookies itself. */
  readonly cookies?: CookieKeeper;
  readonly fetch?: typeof fetch;
  /** How long the whole answer may take; an upload gets {@link UPLOAD_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

/** What goes out beside the address. */
interface Outgoing {
  readonly contentType: string;
  readonly content: string | ArrayBuffer;
}

/** What came back, whole. */
interface Answer {
  readonly status: number;
  readonly mediaType: string;
  readonly text: string;
  readonly retryAfterS: number | null;
}

const TIMEOUT_MS = 15_000;
/** A phone sends ten megabytes slowly. */
const UPLOAD_TIMEOUT_MS = 180_000;

export const createRestClient = (options: RestClientOptions): RestClient => {
  const { cookies, timeoutMs = TIMEOUT_MS, clock = systemClock } = options;
  const ask = options.fetch ?? fetch;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');

  const exchange = async (route: Route, address: string, outgoing: Outgoing | null): Promise<Answer> => {
    const { method } = route;
    const patienceMs = route.upload ? Math.max(timeoutMs, UPLOAD_TIMEOUT_MS) : timeoutMs;
    const abort = new AbortController();
    const timer = clock.after(patienceMs, () => abort.abort());
    const cookie = cookies?.header() ?? null;
    try {
      const response = await ask(`${baseUrl}${address}`, {
        method,
        signal: abort.signal,
        headers: {
          accept: 'application/json',
          ...(outgoing ? { 'content-type': outgoing.contentType } : {}),
          ...(cookie === null ? {} : { cookie }),
        },
        ...(outgoing ? { body: outgoing.content } : {}),
      });
      cookies?.take(response.headers.getSetCookie());
      const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';');
      const retryAfterS = secondsIn(response.headers.get('retry-after'));
      return { status: response.status, mediaType: mediaType.trim(), text: await response.text(), retryAfterS };
    } catch (cause) {
      if (abort.signal.aborted) {
        const message = `The server did not answer within ${patienceMs / 1_000} s.`;
        throw new ApiError({ status: 0, code: 'timeout', message, cause });
      }
      throw new ApiError({ status: 0, code: 'network', message: 'The server could not be reached.', cause });
    } finally {
      timer.cancel();
    }
  };

  return {
    call: async <R extends Route>(route: R, input: RouteInput<R>): Promise<RouteReply<R>> => {
      const { params, query, ...rest } = input as RouteParts; // what RouteInput is made of
      const answer = await exchange(route, restAddress({ path: route.path, params, query }), await outgoingOf(rest));
      if (answer.status !== route.status) {
        const { status, retryAfterS } = answer;
        throw errorOfAnswer({ status, problem: problemIn(answer), retryAfterS });
      }
      return replyIn(route, answer) as RouteReply<R>; // by the route's own schema
    },
  };
};

/** What a `RouteInput` may hold. */
interface RouteParts {
  readonly params?: AddressParts;
  readonly query?: AddressParts;
  readonly body?: unknown;
  readonly upload?: UploadFile;
}

const outgoingOf = async ({ body, upload }: RouteParts): Promise<Outgoing | null> => {
  if (upload) return { contentType: upload.type, content: await upload.arrayBuffer() };
  return body === undefined ? null : { contentType: 'application/json', content: JSON.stringify(body) };
};

/** `Retry-After` in its form of seconds (RFC 9110 §10.2.3); our server sends no other. */
const secondsIn = (header: string | null): number | null => (header && /^\d+$/.test(header) ? Number(header) : null);

const problemIn = ({ mediaType, text }: Answer): Problem | null =>
  mediaType === PROBLEM_MEDIA_TYPE ? (problemSchema.safeParse(jsonIn(text)).data ?? null) : null;

const replyIn = ({ name, reply }: Route, { status, text }: Answer): unknown => {
  if (!reply) return undefined;
  const parsed = reply.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  const message = `The answer to ${name} is not what this program expects of a server of its version.`;
  throw new ApiError({ status, code: 'internal', message, cause: parsed.error });
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
