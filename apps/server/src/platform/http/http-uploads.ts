import type { Route } from '@livestreamer/contracts';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors.ts';

/** A phone on a weak line sends ten megabytes in that time. */
export const UPLOAD_TIME_MS = 120_000;

/**
 * Gives a route the place where bodies of its kind are read. Files are read into one buffer that never grows beyond the route's
 * limit, whatever `Content-Length` says, and only under routes that take them: everywhere else they are refused unread.
 */
export const inPlaceOf = (
  { app, upload }: { app: FastifyInstance; upload: Route['upload'] },
  place: (app: FastifyInstance) => void,
): void => {
  if (!upload) {
    place(app);
    return;
  }
  app.register(async (own) => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser<Buffer>(
      [...upload.types],
      { parseAs: 'buffer', bodyLimit: upload.maxBytes },
      async (_: unknown, body: Buffer) => body,
    );
    place(own);
  });
};

/** What came as the file of a request: never nothing. */
export const uploadIn = (body: unknown): Uint8Array => {
  if (!(body instanceof Uint8Array) || body.length === 0)
    throw new AppError('bad_request', { message: 'Send the file itself as the body, with its media type.' });
  return body;
};
