import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** Of the REST interface, not of the program. */
const API_VERSION = '1.0';
const DOCS_PATH = '/api/docs';
const DOCUMENT_PATH = '/api/v1/openapi.json';

/** The page sets styles by script, and has its own pictures as data; nothing comes from elsewhere. */
const DOCS_POLICY = {
  'default-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'object-src': "'none'",
  'frame-ancestors': "'none'",
};

/** Describes all routes registered afterwards, and shows them at /api/docs. */
export const describeRoutes = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'LiveStreamer',
        version: API_VERSION,
        description: 'Errors are application/problem+json with code, message and id.',
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(fastifySwaggerUi, { routePrefix: DOCS_PATH, staticCSP: DOCS_POLICY });
  app.get(DOCUMENT_PATH, { schema: { hide: true } }, () => app.swagger());
};
