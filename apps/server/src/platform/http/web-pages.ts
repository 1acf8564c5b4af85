import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import { sendProblem } from './problem-replies.ts';

const INDEX = 'index.html';
/** The bundler puts a hash of the content into the names of these files. */
const HASHED_DIR = '/assets/';
const YEAR_S = 31_536_000;

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>LiveStreamer</title>
<h1>The pages are not built yet</h1><p>Run <code>npm run build</code> and start the server again.</p></html>
`;

/** Paths that are never pages: nothing under them is answered with the web client. */
const NOT_PAGES =
  /^\/(?:api|stream|recordings|pictures|admin\/metadata|status-json\.xsl|health|ready|metrics)(?:\/|$|\?)/;

/** A page is what somebody may type or reload: `/`, `/<station>`, `/setup` …; files have a dot in their last part, and no folder of ours begins with one. */
const isPage = ({ method, url }: FastifyRequest): boolean => {
  const [path = ''] = url.split('?', 1);
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && !NOT_PAGES.test(path) && !path.includes('/.') && !path.slice(path.lastIndexOf('/')).includes('.');
};

/** The built web client: its files as they are, and its one page under every path that is nobody else's. */
export const servePages = async (app: FastifyInstance, webDir: string): Promise<void> => {
  const built = existsSync(join(webDir, INDEX));
  if (built) {
    await app.register(fastifyStatic, {
      root: webDir,
      index: false,
      dotfiles: 'ignore',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.slice(webDir.length).replaceAll('\\', '/').startsWith(HASHED_DIR);
        reply.header('cache-control', hashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
      },
    });
    app.get('/', { schema: { hide: true } }, (_, reply) => reply.sendFile(INDEX));
  }

  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return sendProblem(reply, new AppError('not_found'));
    if (!built) return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
    return reply.sendFile(INDEX);
  });
};
