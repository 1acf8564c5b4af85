import { expect, it } from 'vitest';
import { schemaNotation } from './schema-notation.ts';

const shape = (schema: unknown) => ({ toJSONSchema: () => schema });

it('writes one line for each member, and members of members further in', () => {
  const schema = {
    type: 'object',
    required: ['items', 'next'],
    properties: {
      items: {
        type: 'array',
        items: {
          type: 'object',
          required: ['slug'],
          properties: {
            slug: { type: 'string', minLength: 2, maxLength: 48 },
            at: { type: 'string', format: 'date-time' },
          },
        },
      },
      next: { type: ['string', 'null'] },
      live: {
        anyOf: [
          {
            type: 'object',
            required: ['state'],
            properties: { state: { type: 'string', enum: ['live', 'reconnecting'] } },
          },
          { type: 'null' },
        ],
      },
      roles: { type: 'array', items: { type: 'string', enum: ['admin', 'listener'] } },
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
      count: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    },
  };
  expect(schemaNotation(shape(schema), 'output').split('\n')).toEqual([
    'items: object[]',
    '  slug: string (2 to 48 characters)',
    '  at?: instant',
    'next: string | null',
    'live?: object | null',
    '  state: "live" | "reconnecting"',
    'roles?: ("admin" | "listener")[]',
    'limit?: integer (1 to 100), without it 25',
    'count?: integer',
  ]);
});
