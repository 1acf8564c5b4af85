import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** A service of a Compose file, as far as tests look at it. */
export interface ComposeService {
  readonly image: string;
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[] | { readonly front?: { readonly ipv4_address?: string } };
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly logging?: { readonly driver: string; readonly options?: Readonly<Record<string, string>> };
  readonly ulimits?: { readonly nofile: number };
  readonly stop_grace_period?: string;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

/** The folder `deploy/`. */
export const DEPLOY = fileURLToPath(new URL('..', import.meta.url));

/** A file of `deploy/compose`, with `${…}` filled in as Compose does; throws for one that must be set and is not. */
export const readCompose = (name: string, given: Readonly<Record<string, string>> = {}): ComposeFile =>
  fillInAll(parse(readFileSync(`${DEPLOY}compose/${name}`, 'utf8'), { merge: true }), given) as ComposeFile; // the schema is dclint's to check

const fillInAll = (value: unknown, given: Readonly<Record<string, string>>): unknown => {
  if (typeof value === 'string') return interpolate(value, given);
  if (Array.isArray(value)) return value.map((it) => fillInAll(it, given));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, fillInAll(it, given)]));
};

const interpolate = (text: string, given: Readonly<Record<string, string>>): string =>
  text.replace(
    /\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (all: string, name: string | undefined, kind: string | undefined, rest: string) => {
      if (name === undefined) return all === '$$' ? '$' : all;
      const value = given[name] || (kind === '-' ? rest : undefined);
      if (value === undefined) throw new Error(`Compose wants ${name}: ${rest || 'it has no other value'}`);
      return value;
    },
  );

/** Names that a text asks its settings for: `${NAME}`, `${NAME:?why}`; those with a value of their own are left out. */
export const settingsAskedBy = (text: string): string[] => [
  ...new Set([...text.matchAll(/(?<!\$)\$\{(\w+)(?!\w|:-)/g)].map(([, name = '']) => name)),
];
