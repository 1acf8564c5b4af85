import type { ServerResponse } from 'node:http';
import type { Refusal } from './audio-reply.ts';

/** Sends a refusal through HTTP and closes the connection after it: a body may still be on its way. */
export const sendRefusal = (response: ServerResponse, { status, reason, headers, body }: Refusal): void => {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, reason, {
    ...Object.fromEntries(headers),
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
};
