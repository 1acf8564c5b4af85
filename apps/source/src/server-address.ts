/**
 * The origin of a server from what a person types: `radio.example.org`, `localhost:8000`, `https://…/live`.
 * Without a scheme https, but http on this computer. Null when it is no address.
 */
export const parseServerAddress = (typed: string): string | null => {
  const text = typed.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${schemeFor(text)}//${text}`;
  try {
    const { protocol, origin, hostname } = new URL(withScheme);
    return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? origin : null;
  } catch {
    return null;
  }
};

/** Whether what is sent there could be read on the way: plain http to another computer. */
export const isReadableOnTheWay = (origin: string): boolean => {
  const { protocol, host } = new URL(origin);
  return protocol === 'http:' && !isThisComputer(host);
};

const schemeFor = (host: string): string => (isThisComputer(host) ? 'http:' : 'https:');

const isThisComputer = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)/i.test(host);
