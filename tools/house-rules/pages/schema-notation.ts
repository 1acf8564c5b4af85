/** The parts of JSON Schema that our contracts come out as. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
}

/** Anything that says what it looks like as JSON Schema: a zod schema. */
export interface Shape {
  toJSONSchema(options: { io: 'input' | 'output' }): unknown;
}

/** Bounds that zod writes for "a whole number" and that say nothing to a reader. */
const isBound = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;

const boundsOf = (low: number | undefined, high: number | undefined, unit: string): string => {
  if (isBound(low) && isBound(high)) return ` (${low} to ${high}${unit})`;
  if (isBound(high)) return ` (at most ${high}${unit})`;
  return isBound(low) && low > 0 ? ` (at least ${low}${unit})` : '';
};

const arrayOf = (word: string): string => (word.includes(' ') ? `(${word})[]` : `${word}[]`);

const wordOf = (schema: JsonSchema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((part) => wordOf(part)).join(' | ');
  if (schema.format === 'date-time') return 'instant';
  if (schema.type === 'object') return 'object';
  if (schema.type === 'array') return arrayOf(wordOf(schema.items ?? {}));
  if (schema.type === 'string')
    return `${schema.format ?? 'string'}${boundsOf(schema.minLength, schema.maxLength, ' characters')}`;
  if (schema.type === 'integer' || schema.type === 'number')
    return `${schema.type}${boundsOf(schema.minimum, schema.maximum, '')}`;
  return typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'anything');
};

/** The object that a schema is made of, behind `[]` and `| null`, if there is one. */
const objectIn = (schema: JsonSchema): JsonSchema | undefined => {
  if (schema.properties) return schema;
  if (schema.items) return objectIn(schema.items);
  return schema.anyOf?.map(objectIn).find((found) => found !== undefined);
};

const linesOf = (schema: JsonSchema, indent: string): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    const without = property.default === undefined ? '' : `, without it ${JSON.stringify(property.default)}`;
    const inner = objectIn(property);
    const line = `${indent}${name}${optional}: ${wordOf(property)}${without}`;
    return inner ? [line, ...linesOf(inner, `${indent}  `)] : [line];
  });

/** One line for each member, members of members further in: `title: string (at most 200 characters)`. `?` may be missing. */
export const schemaNotation = (shape: Shape, io: 'input' | 'output'): string => {
  const schema = shape.toJSONSchema({ io }) as JsonSchema; // zod documents that it is JSON Schema
  return linesOf(schema, '').join('\n');
};
