const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there (is the server running?)',
  ENOTFOUND: 'there is no computer of that name (is the address right, is the network up?)',
  EAI_AGAIN: 'the name cannot be looked up (is the network up?)',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the network has no way there',
  ENETUNREACH: 'the network has no way there',
  ENETDOWN: 'the network is down',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its TLS certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its TLS certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its TLS certificate cannot be verified',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another name',
  EPROTO: 'it does not speak TLS there (http:// instead of https://?)',
};

/** What a failed connection means, in words that follow a colon. Looks through causes and the many attempts of one connect. */
export const networkTrouble = (error: unknown): string => {
  for (const candidate of unfold(error)) {
    const code = codeOf(candidate);
    const sentence = code === null ? undefined : SENTENCES[code];
    if (sentence) return sentence;
  }
  return error instanceof Error && error.message !== '' ? error.message : 'the connection failed';
};

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const unfold = (error: unknown): unknown[] => {
  if (!(error instanceof Error)) return [];
  const within = error instanceof AggregateError ? error.errors : [];
  return [error, ...[...within, error.cause].flatMap(unfold)];
};
