/** Who is behind a connection. */
export interface RealtimePerson {
  /** The same for all connections of one person. Nothing to show. */
  readonly key: string;
  /** Null: a visitor. */
  readonly account: { readonly accountId: string; readonly username: string } | null;
}
