import type { PeerAddress } from './peer-address.ts';

/** What a source says of itself before any audio, whatever dialect it speaks. */
export interface SourceRequest extends PeerAddress {
  /** The slug in the path, or null for the default station. */
  readonly station: string | null;
  /** The `Authorization` header as sent. */
  readonly authorization: string | null;
  /** The `Cookie` header as sent. */
  readonly cookie: string | null;
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
      /** Those whose changes may end it. */
      readonly dependsOn: readonly string[];
      /** Whether it would be given again now: people are banned, and keys revoked, while a source sends. Throws when that cannot be found out. */
      readonly stillHolds: () => Promise<boolean>;
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
