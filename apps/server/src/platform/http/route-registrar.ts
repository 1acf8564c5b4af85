import type { Route, RouteReply, RouteRequest } from '@livestreamer/contracts';
import type { CallContext } from './call-context.ts';
import type { DocumentHandler, DocumentRoute } from './document-reply.ts';

/** What answers one route of the contracts. Throws AppError for what went wrong. */
export type RouteHandler<R extends Route> = (request: RouteRequest<R>, context: CallContext) => Promise<RouteReply<R>>;

/** Where features put their routes. Access is enforced, requests are validated and replies stripped by the route itself. */
export interface RouteRegistrar {
  add<R extends Route>(route: R, handler: RouteHandler<R>): void;
  /** A document of its own path: answers GET and HEAD with everything that HTTP has for files (versions, ranges). */
  addDocument(route: DocumentRoute, handler: DocumentHandler): void;
}
