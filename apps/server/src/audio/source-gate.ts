/** What a source says of itself before any audio, whatever dialect it speaks. */
export interface SourceRequest {
  /** The slug in the path, or null for the default station. */
  readonly station: string | null;
  /** The `Authorization` header as sent. */
  readonly authorization: string | null;
  /** The `Cookie` header as sent. */
  readonly cookie: string | null;
  /** The peer's address; behind a proxy it is the proxy's. */
  readonly address: string;
  /** The `X-Forwarded-For` header as sent: true only as far as proxies are trusted. */
  readonly forwardedFor: string | null;
  /** What a browser says of where its request comes from; programs say nothing. */
  readonly from: { readonly origin?: string; readonly host?: string; readonly site?: string };
}

/** The answer of those who know people: which mount the source may feed, under which names listeners ask for it, and who owns it. */
export type SourcePermit =
  | {
      readonly allowed: true;
      readonly mountId: string;
      /** The slug(s) in `GET /stream/<slug>`. */
      readonly names: readonly string[];
      /** Whether `GET /stream` means this mount. */
      readonly isDefault: boolean;
      /** The same owner's new source replaces the old one; another's is refused. */
      readonly ownerId: string;
      /** Names what let it in, if that can be taken away by itself; null: it cannot. */
      readonly credential: string | null;
    }
  | {
      readonly allowed: false;
      readonly code:
        | 'not_signed_in'
        | 'wrong_credentials'
        | 'cross_site'
        | 'forbidden'
        | 'not_found'
        | 'too_many_requests';
    };

/** Handed in by server.ts; the audio engine knows nothing of accounts. */
export type SourceGate = (request: SourceRequest) => Promise<SourcePermit>;
