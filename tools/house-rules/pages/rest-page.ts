import type { Route, RouteAccess, UploadRule } from '@livestreamer/contracts';
import { schemaNotation } from './schema-notation.ts';

/** What the page is made of; all of it from packages/contracts. */
export interface RestContracts {
  readonly routes: Readonly<Record<string, Route>>;
  readonly errors: Readonly<Record<string, { readonly status: number; readonly message: string }>>;
  readonly limits: {
    readonly password: { readonly min: number; readonly max: number };
    readonly requestBodyBytes: number;
  };
}

const ACCESS: Partial<Record<RouteAccess, string>> = { public: 'everybody', 'signed-in': 'everybody who is signed in' };

const accessText = (access: RouteAccess): string => ACCESS[access] ?? `whoever has the permission \`${access}\``;

/** As readers write addresses: `<station>`, not `:station`. */
const pathText = (path: string): string => path.replace(/:(\w+)/g, '<$1>');

const block = (title: string, notation: string): string[] => [`${title}:`, '```', notation, '```'];

const uploadText = ({ types, maxBytes }: UploadRule): string =>
  `The body is the file itself, at most ${maxBytes.toLocaleString('en')} bytes, with its \`Content-Type\`: ${types.map((type) => `\`${type}\``).join(', ')}.`;

const routeText = (
  { method, path, access, summary, params, query, body, upload, status, reply, errors = [] }: Route,
  { errors: all }: RestContracts,
): string =>
  [
    `### \`${method} ${pathText(path)}\``,
    '',
    `${summary} For ${accessText(access)}.`,
    '',
    ...(params ? [...block('In the path', schemaNotation(params, 'input')), ''] : []),
    ...(query ? [...block('After `?`', schemaNotation(query, 'input')), ''] : []),
    ...(body ? [...block('Body', schemaNotation(body, 'input')), ''] : []),
    ...(upload ? [uploadText(upload), ''] : []),
    ...(reply ? block(`Answers ${status}`, schemaNotation(reply, 'output')) : [`Answers ${status} without a body.`]),
    ...(errors.length > 0
      ? ['', `Errors: ${errors.map((code) => `${all[code]?.status ?? ''} \`${code}\``).join(', ')}.`]
      : []),
  ].join('\n');

/** The part of the product a route belongs to: the first word behind `/api/v1/`. */
const topicOf = ({ path }: Route): string => path.split('/')[3] ?? '';

const topicText = (topic: string, contracts: RestContracts): string => {
  const routes = Object.values(contracts.routes).filter((route) => topicOf(route) === topic);
  return [`## ${topic}`, ...routes.map((route) => routeText(route, contracts))].join('\n\n');
};

/** docs/protocols/rest.md. */
export const restPage = (contracts: RestContracts): string => {
  const topics = [...new Set(Object.values(contracts.routes).map(topicOf))];
  const errorRows = Object.entries(contracts.errors).map(
    ([code, { status, message }]) => `| \`${code}\` | ${status} | ${message} |`,
  );
  return `# REST

JSON over HTTP under \`/api/v1\`. A running server shows the same as OpenAPI at \`/api/v1/openapi.json\`, and to try out at
\`/api/docs\`. Sign-in is a cookie. Instants are ISO 8601 in UTC with milliseconds, \`2026-11-22T20:00:00.000Z\`. A name
with \`?\` may be missing. Lists answer \`{ items, next }\`: hand \`next\` in as \`?cursor=\` for the following page; it is null at the end.

A request's body is at most ${contracts.limits.requestBodyBytes.toLocaleString('en')} bytes; new passwords have ${contracts.limits.password.min} to ${contracts.limits.password.max} characters.

${topics.map((topic) => topicText(topic, contracts)).join('\n\n')}

## Errors

Every error is \`application/problem+json\` (RFC 9457) with three members of ours: \`code\` for programs, \`message\` for people,
and \`id\`, which finds the entry in the server's log. \`validation_failed\` adds \`fields\`: the path and what is wrong with it.
Any route may answer with those that are not listed with it.

| code | status | what it means |
| --- | --- | --- |
${errorRows.join('\n')}

<!-- Written from packages/contracts by tools/house-rules/write-generated-pages.ts: change it there. -->
`;
};
