import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from './rest-route.ts';
import { ROUTES } from './rest-routes-table.ts';

const routes = Object.values<Route>(ROUTES);
type Node = z.core.JSONSchema.BaseSchema;

/** Where a text may be as long as it likes: no longest length, no list of words, no form such as a UUID or an instant. */
const unboundedTexts = (node: Node, path: string): string[] => {
  if (node.type === 'string')
    return node.maxLength !== undefined || node.enum || node.const || node.format || node.pattern ? [] : [path];
  const { properties = {}, items } = node;
  const inside = Object.entries(properties).map(([name, child]): [string, typeof child] => [`${path}.${name}`, child]);
  if (items !== undefined && !Array.isArray(items)) inside.push([`${path}[]`, items]);
  return inside.flatMap(([at, child]) => (typeof child === 'object' ? unboundedTexts(child, at) : []));
};

/** Some bounds stand on what comes in, some (a password, once it is normalised) on what comes out of the schema. */
const unboundedIn = (schema: z.ZodType, path: string): string[] => {
  const [incoming = [], outgoing = []] = (['input', 'output'] as const).map((io) =>
    unboundedTexts(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), path),
  );
  return incoming.filter((at) => outgoing.includes(at));
};

test('the search for texts without a bound finds one', () => {
  expect(unboundedIn(z.object({ a: z.string(), b: z.array(z.object({ c: z.string() })) }), 'x')).toEqual([
    'x.a',
    'x.b[].c',
  ]);
});

test('no text that comes in is as long as it likes', () => {
  const parts = routes.flatMap(({ name, params, query, body }) =>
    Object.entries({ params, query, body }).map(([part, schema]) => [`${name} ${part}`, schema] as const),
  );
  expect(parts.flatMap(([path, schema]) => (schema ? unboundedIn(schema, path) : []))).toEqual([]);
});

test('every name in a path has a schema, and no other has', () => {
  for (const { path, params } of routes) {
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    const { properties = {} } = params ? z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }) : {};
    expect(Object.keys(properties), path).toEqual(named);
  }
});

test('whoever only reads changes nothing: a GET takes no body', () => {
  expect(routes.filter(({ method, body }) => method === 'GET' && body)).toEqual([]);
});
