import type { PostgresType } from 'postgres';

/**
 * Arrays of one dimension, as text (PostgreSQL documentation, "Array Input and Output Syntax"). postgres.js would ask each new connection which kinds there are,
 * and a connection that is lost during that question ends the process (3.4.9: `fetchArrayTypes` has nobody who hears of its failure).
 */
export const POSTGRES_ARRAYS: Readonly<Record<string, PostgresType>> = Object.fromEntries(
  Object.entries({
    boolArray: { oid: 1000, read: (text: string) => text === 't' },
    nameArray: { oid: 1003, read: (text: string) => text },
    int2Array: { oid: 1005, read: Number },
    int4Array: { oid: 1007, read: Number },
    textArray: { oid: 1009, read: (text: string) => text },
    varcharArray: { oid: 1015, read: (text: string) => text },
    int8Array: { oid: 1016, read: (text: string) => text },
    float8Array: { oid: 1022, read: Number },
    oidArray: { oid: 1028, read: Number },
    timestamptzArray: { oid: 1185, read: (text: string) => new Date(text) },
    numericArray: { oid: 1231, read: (text: string) => text },
    uuidArray: { oid: 2951, read: (text: string) => text },
    jsonbArray: { oid: 3807, read: (text: string): unknown => JSON.parse(text) },
  }).map(([name, { oid, read }]) => [
    name,
    { to: oid, from: [oid], serialize: arrayText, parse: (text: string) => arrayIn(text, read) },
  ]),
);

/** Throws TypeError on what is neither null, a text, a number, a truth value, a time nor an object that is to be JSON. */
export function arrayText(values: unknown): string {
  if (!Array.isArray(values)) return String(values); // written as text already
  return `{${values.map(elementText).join(',')}}`;
}

const elementText = (value: unknown): string => {
  if (value === null) return 'NULL';
  if (value === undefined) throw new TypeError('An array for the database holds something undefined.');
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
};

/** An element: in quotes, with `\` before what would end them; or bare. */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gsu;

export const arrayIn = <T>(text: string, read: (element: string) => T): (T | null)[] =>
  [...text.matchAll(ELEMENT)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return read(quoted.replace(/\\(.)/gsu, '$1'));
    return bare === undefined || bare === 'NULL' ? null : read(bare);
  });
