import { ERRORS, type ErrorCode, PROBLEM_MEDIA_TYPE, problemSchema, type Route } from '@livestreamer/contracts';
import { z } from 'zod';

/** In OpenAPI: a reply without content. */
const NOTHING = z.null().describe('Done.');
/** In OpenAPI: a file. What it holds is looked at by who gets it. */
const FILE = z.any().meta({ type: 'string', format: 'binary' });

/** What Fastify validates by, strips replies by, and describes in OpenAPI. */
export const restSchemaOf = ({
  name,
  summary,
  access,
  params,
  query,
  body,
  upload,
  status,
  reply,
  errors = [],
}: Route) => ({
  operationId: name,
  summary,
  ...(access === 'public' ? {} : { description: access === 'signed-in' ? 'Needs a session.' : `Needs \`${access}\`.` }),
  ...(params ? { params } : {}),
  ...(query ? { querystring: query } : {}),
  ...(body ? { body } : {}),
  ...(upload ? { body: FILE, consumes: [...upload.types] } : {}),
  response: {
    ...(reply ? { [status]: reply } : { [status]: NOTHING }),
    ...problemsOf(errors),
  },
});

const problemsOf = (codes: readonly ErrorCode[]) =>
  Object.fromEntries(
    codes.map((code) => {
      const { status } = ERRORS[code];
      const named = codes.filter((other) => ERRORS[other].status === status);
      return [status, { description: named.join(', '), content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } } }];
    }),
  );
