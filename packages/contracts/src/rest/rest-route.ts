import type { z } from 'zod';
import type { ErrorCode } from '../error-codes.ts';
import type { Permission } from '../permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call a route: everybody, everybody signed in, or whoever has the permission. */
export type RouteAccess = 'public' | 'signed-in' | Permission;

type Schema = z.ZodType | undefined;

/** A body that is a file as it is: one of these media types, no larger than that. */
export interface UploadRule {
  readonly types: readonly [string, ...string[]];
  readonly maxBytes: number;
}

/** A file that a caller sends, and of which kind it is; a `Blob` and a `File` are one. */
export interface UploadFile {
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** One REST call: what the server registers, what the client calls, what the REST page shows. */
export interface Route<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  Reply extends Schema = Schema,
  Upload extends UploadRule | undefined = UploadRule | undefined,
> {
  /** Unique name; the operationId in OpenAPI. */
  readonly name: string;
  readonly method: Method;
  /** With `:name` for parameters, as in Fastify. */
  readonly path: `/${string}`;
  readonly access: RouteAccess;
  /** One sentence for the REST page. */
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** In place of `body`. */
  readonly upload?: Upload;
  /** Status when all went well; without `reply` there is no body. */
  readonly status: 200 | 201 | 202 | 204;
  readonly reply?: Reply;
  /** The errors that belong to this route, beside those that any route can give. */
  readonly errors?: readonly ErrorCode[];
}

/** Keeps the types of the schemas while checking the shape. */
export const defineRoute = <
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema = undefined,
  Reply extends Schema = undefined,
  Upload extends UploadRule | undefined = undefined,
>(
  route: Route<Params, Query, Body, Reply, Upload>,
): Route<Params, Query, Body, Reply, Upload> => route;

type InputOf<S> = S extends z.ZodType ? z.input<S> : undefined;
type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a caller hands in: just the parts the route has. */
export type RouteInput<R extends Route> = Part<'params', R['params']> &
  Part<'query', R['query']> &
  Part<'body', R['body']> &
  (Exclude<R['upload'], undefined> extends never ? unknown : { readonly upload: UploadFile });
type Part<Name extends string, S> =
  InputOf<Exclude<S, undefined>> extends infer Input
    ? [Exclude<S, undefined>] extends [never]
      ? unknown
      : { readonly [K in Name]: Input }
    : never;

/** What a handler gets after validation. */
export interface RouteRequest<R extends Route> {
  readonly params: OutputOf<Exclude<R['params'], undefined>>;
  readonly query: OutputOf<Exclude<R['query'], undefined>>;
  readonly body: OutputOf<Exclude<R['body'], undefined>>;
  /** The file as it was sent; nothing of it was looked at but its size. */
  readonly upload: Exclude<R['upload'], undefined> extends never ? undefined : Uint8Array;
}

/** What a caller gets back: the parsed body, or undefined when the route has none. */
export type RouteReply<R extends Route> = [Exclude<R['reply'], undefined>] extends [never]
  ? undefined
  : OutputOf<Exclude<R['reply'], undefined>>;
