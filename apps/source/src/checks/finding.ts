/** What one check found; `todo` says what helps. */
export type Finding =
  | { readonly ok: true; readonly what: string; readonly says: string }
  | { readonly ok: false; readonly what: string; readonly says: string; readonly todo: string };
