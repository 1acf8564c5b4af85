import type { BrowserContext, Request, Response } from 'playwright-core';

/** What a journey used and no log may hold: passwords, tokens of links, session cookies, stream keys, codes, challenges. */
export interface Secrets {
  /** `name` is what a failure says; the secret itself is not shown. */
  keep(name: string, secret: string): void;
  /** A `Set-Cookie` header, or a `Cookie` header with one cookie. */
  keepCookie(header: string): void;
  /** Keeps what the pages of a browser send and are answered, by the names of JSON fields, and their cookies. */
  watch(context: BrowserContext): void;
  /** The names of what is kept. */
  names(): string[];
  /** Which of them a text holds, and how they are written there. */
  leaksIn(text: string): Promise<string[]>;
}

/** Fields of our JSON that hold secrets, and what these are. */
const FIELDS: Readonly<Record<string, string>> = {
  password: 'password',
  currentPassword: 'password',
  code: 'code',
  token: 'token',
  secret: 'TOTP secret',
  recoveryCodes: 'recovery code',
  key: 'stream key',
  ceremony: 'passkey ceremony',
  challenge: 'passkey challenge',
};

/** What is shorter stands in a log by chance: the six digits of an app, which are used up when they arrive. */
const SHORTEST = 8;

export const createSecrets = (): Secrets => {
  const kept = new Map<string, string>();
  const reading: Promise<unknown>[] = [];

  const keep = (name: string, secret: string): void => {
    if (secret.length >= SHORTEST && !kept.has(secret)) kept.set(secret, name);
  };

  const keepCookie = (header: string): void => keep('session cookie', /=([^;]*)/.exec(header)?.[1] ?? '');

  const keepFields = (json: unknown): void => {
    if (typeof json !== 'object' || json === null) return;
    for (const [field, value] of Object.entries(json)) {
      const name = FIELDS[field];
      for (const one of [value].flat()) {
        if (typeof one !== 'string') keepFields(one);
        else if (name !== undefined) keep(name, one);
      }
    }
  };

  const readRequest = (request: Request): void => {
    if (isCommand(request) && request.postData() !== null) keepFields(request.postDataJSON());
  };

  const readResponse = async (response: Response): Promise<void> => {
    for (const { name, value } of await response.headersArray())
      if (name.toLowerCase() === 'set-cookie') keepCookie(value);
    const type = (await response.headerValue('content-type')) ?? '';
    // The `code` of a refusal is no secret.
    if (response.ok() && isCommand(response.request()) && type.includes('json')) keepFields(await response.json());
  };

  return {
    keep,
    keepCookie,
    watch: (context) => {
      context.on('request', readRequest);
      context.on('response', (response) => {
        if (!isOfApi(response.request())) return;
        reading.push(readResponse(response).then(() => null, problemOf));
      });
    },
    names: () => [...new Set(kept.values())].sort(),
    leaksIn: async (text) => {
      for (const problem of await Promise.all(reading)) if (problem) throw problem;
      const leaks = [...kept].flatMap(([secret, name]) =>
        Object.entries(writingsOf(secret))
          .filter(([, written]) => written.some((it) => text.includes(it)))
          .map(([how]) => `${name}, ${how}`),
      );
      return [...new Set(leaks)];
    },
  };
};

/** What arrives while the page leaves, or its context or the browser closes, is nobody's any more; Playwright has no other name for it. */
const problemOf = (error: unknown): unknown =>
  error instanceof Error && /has been closed|was navigated away from/.test(error.message) ? null : error;

const isOfApi = (request: Request): boolean => new URL(request.url()).pathname.startsWith('/api/');

/** What only reads is answered with no secret. */
const isCommand = (request: Request): boolean => isOfApi(request) && request.method() !== 'GET';

const writingsOf = (secret: string): Record<string, string[]> => ({
  'as it is': [secret],
  'as JSON': [JSON.stringify(secret).slice(1, -1)],
  'URL-encoded': [encodeURIComponent(secret), new URLSearchParams({ '': secret }).toString().slice(1)],
  'in base64': inBase64(secret).flatMap((it) => [it, it.replaceAll('+', '-').replaceAll('/', '_')]),
});

/** As it stands in the base64 of something longer, such as `Basic` credentials: three ways, by where it begins there. */
const inBase64 = (secret: string): string[] =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    // Left off: characters that hold bits of its neighbours too.
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
