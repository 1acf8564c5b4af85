/** The cookies of one server, for programs that have no browser to keep them. */
export interface CookieKeeper {
  /** The `Cookie` header to send, or null when there is none. Handed to `createCookieKeeper` it brings the same cookies back. */
  header(): string | null;
  /** Takes over what the `Set-Cookie` headers of an answer say. `Max-Age=0` clears; other ends of life are left to the server. */
  take(setCookie: readonly string[]): void;
}

/** `initial` is what `header()` said in an earlier run. */
export const createCookieKeeper = (initial?: string): CookieKeeper => {
  const cookies = new Map<string, string>();

  const keep = (pair: string): string | null => {
    const equals = pair.indexOf('=');
    if (equals < 1) return null;
    const name = pair.slice(0, equals).trim();
    cookies.set(name, pair.slice(equals + 1).trim());
    return name;
  };

  for (const pair of initial?.split(';') ?? []) keep(pair);

  return {
    header: () => (cookies.size === 0 ? null : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')),
    take: (setCookie) => {
      for (const header of setCookie) {
        const [pair = '', ...attributes] = header.split(';');
        const name = keep(pair);
        if (name !== null && attributes.some((attribute) => /^\s*max-age\s*=\s*(?:0|-\d+)\s*$/i.test(attribute)))
          cookies.delete(name);
      }
    },
  };
};
