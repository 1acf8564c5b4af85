import { pino } from 'pino';
import type { Logger } from './platform/index.ts';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** `pretty`: sentences for people. `json`: one object a line for programs. */
  readonly format: 'pretty' | 'json';
  /** Takes one line, with its line end. */
  readonly write: (line: string) => void;
}

/** All logging of the server. Errors are logged as `err`, with their causes. */
export const createLog = ({ level, format, write }: LogOptions): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFields },
      // Nothing logs these; should it ever happen, they do not reach the disk.
      redact: SECRETS.flatMap((name) => [name, `*.${name}`]),
    },
    { write: format === 'json' ? write : (line) => write(pretty(JSON.parse(line))) },
  );

const SECRETS = ['password', 'currentPassword', 'newPassword', 'token', 'secret', 'cookie', 'authorization'];

/** What of an error's own fields says where it comes from. All else may be somebody's: PostgreSQL puts whole rows into `detail`. */
const OPEN_FIELDS = [
  ...['code', 'errno', 'syscall', 'status', 'statusCode'],
  ...['constraint_name', 'table_name', 'column_name', 'schema_name'],
] as const;

/** The stack has the causes in it. */
const errorFields = (error: unknown): unknown => {
  if (!(error instanceof Error)) return String(error);
  const { type, message, stack } = pino.stdSerializers.err(error);
  const fields = OPEN_FIELDS.map((name) => [name, Reflect.get(error, name)]).filter(([, value]) => value !== undefined);
  const several = error instanceof AggregateError ? { errors: error.errors.map(errorFields) } : {};
  return { type, message, ...Object.fromEntries(fields), ...several, stack };
};

const MARKS: Readonly<Record<string, string>> = { warn: 'Warning: ', error: 'Error: ' };

/** `20:00:00 Warning: Sentence. (field=value)`; the stack of an error follows on lines of its own. */
const pretty = ({ time, level, msg, err, ...fields }: Record<string, unknown>): string => {
  const clockTime = String(time).slice(11, 19);
  const extra = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack: unknown = typeof err === 'object' && err !== null ? Reflect.get(err, 'stack') : undefined;
  const lines = [`${clockTime} ${MARKS[String(level)] ?? ''}${msg}${extra.length > 0 ? ` (${extra.join(', ')})` : ''}`];
  if (stack !== undefined)
    lines.push(
      ...String(stack)
        .split('\n')
        .map((line) => `         ${line}`),
    );
  return `${lines.join('\n')}\n`;
};
