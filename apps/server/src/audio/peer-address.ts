/** Where a request comes from, as its connection and its head say. */
export interface PeerAddress {
  /** Of the connection; behind a proxy it is the proxy's. */
  readonly address: string;
  /** The `X-Forwarded-For` header as sent; true only as far as proxies are trusted. */
  readonly forwardedFor: string | null;
}

/** Which people the engine asks about by their address; handed in by server.ts, which knows the trusted proxies and the bans. */
export interface AddressRules {
  /** The address of the person. */
  addressOf(peer: PeerAddress): string;
  /** Whether a connection from this address comes from a proxy, whose word counts. */
  isProxy(address: string): boolean;
  /** Whether everything from this address is refused. A look into memory: it is asked for each connection. */
  isBanned(address: string): boolean;
}
