/** HTTP: REST routes from the contracts, problem+json, the pages, and what protects them. */
export { basicCredentialsIn } from './basic-credentials.ts';
export { type CallContext, type Caller, type CallerOfCookie, requireCaller } from './call-context.ts';
export { type AddressOf, createAddressOf, createIsTrustedProxy } from './caller-address.ts';
export { type Cookie, cookieIn } from './cookies.ts';
export { createHttp, type Http, type HttpOptions } from './create-http.ts';
export { bytesOfPieces, piecesWithin } from './document-body.ts';
export type {
  DocumentHandler,
  DocumentPiece,
  DocumentReply,
  DocumentRequest,
  DocumentRoute,
} from './document-reply.ts';
export { toAppError } from './error-mapping.ts';
export type { MetricsEndpoint } from './metrics-routes.ts';
export type { Floodgate } from './request-intake.ts';
export type { AnsweredRequest } from './request-log.ts';
export { createOriginAllowed, isCrossSite, type OriginAllowed } from './request-origin.ts';
export type { RouteRegistrar } from './route-registrar.ts';
