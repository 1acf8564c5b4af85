import type { Caller } from './call-context.ts';

/** Something that is read by more than our own programs: a file, a feed, a calendar. Not part of the REST contracts. */
export interface DocumentRoute {
  /** With `:name` for parameters, as in Fastify. */
  readonly path: `/${string}`;
  /** `optional-caller`: everybody may ask, and the answer may depend on who does. */
  readonly access: 'public' | 'optional-caller';
}

export interface DocumentRequest {
  /** The parameters of the path, decoded. Nothing of them was checked. */
  readonly params: Readonly<Record<string, string>>;
  /** What was given once; nothing of it was checked. */
  readonly query: Readonly<Record<string, string>>;
  /** Null: nobody is signed in, or the route is public. */
  readonly caller: Caller | null;
  readonly method: 'GET' | 'HEAD';
  /** A header of the request, by its name in any case. */
  header(name: string): string | null;
}

/** Bytes of a file; `end` is the first that does not belong to it. The file must not get shorter. */
export interface FilePart {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What a document consists of, one after the other. */
export type DocumentPiece = Uint8Array | FilePart;

/** The whole document. What of it goes out, and whether anything does, is decided by the method and the headers of the request. */
export interface DocumentReply {
  readonly contentType: string;
  readonly body: string | Uint8Array | readonly DocumentPiece[];
  /** Strong, with its quotes: other bytes have another. Without it one is made of a body that is in memory. */
  readonly etag?: string;
  readonly lastModified?: Date;
  /** `seconds: 0`: kept, and asked for again each time. `isPublic`: everybody may see it, also caches and pages of other sites. `isImmutable`: never other bytes under this address. */
  readonly cache: 'no-store' | { readonly seconds: number; readonly isPublic: boolean; readonly isImmutable?: true };
  /** With it browsers save it under this name in place of showing it. */
  readonly downloadName?: string;
}

/** Throws AppError for what went wrong: `not_found`, `off_air` … */
export type DocumentHandler = (request: DocumentRequest) => Promise<DocumentReply>;
