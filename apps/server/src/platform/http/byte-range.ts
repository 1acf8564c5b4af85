/** Bytes of a representation; `end` is the first that does not belong to it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What a `Range` header asks for of so many bytes (RFC 9110 §14.1.2, §14.2). `whole`: it is to be ignored, because it is malformed, of another
 * unit, or names several ranges; RFC 9110 leaves it to us, and nothing that plays audio asks for several. `none`: there are no such bytes.
 * Of nothing at all everything is the whole, as Go's net/http has it: some clients ask for a range always.
 */
export const byteRangeOf = (header: string, bytes: number): ByteRange | 'whole' | 'none' => {
  const [, from = '', to = ''] = /^bytes[ \t]*=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header.trim()) ?? [];
  if (bytes === 0 || (from === '' && to === '')) return 'whole';
  const first = Number(from);
  const last = Number(to);
  if (from === '') return last === 0 ? 'none' : { start: Math.max(0, bytes - last), end: bytes };
  if (to !== '' && last < first) return 'whole';
  if (first >= bytes) return 'none';
  return { start: first, end: to === '' ? bytes : Math.min(last + 1, bytes) };
};
