/** The headers that tell where a browser's request comes from. */
interface RequestOrigin {
  readonly origin?: string | undefined;
  /** `Sec-Fetch-Site`. */
  readonly site?: string | undefined;
  readonly host?: string | undefined;
}

/** Whether a page of this `Origin` may talk to us as itself. No `Origin`: not a browser, so nobody's cookie is misused. */
export type OriginAllowed = (origin: string | undefined, host: string | undefined) => boolean;

/** Our own pages: those under PUBLIC_URL, and those under the very host that was asked. */
export const createOriginAllowed =
  (publicUrl: string | null): OriginAllowed =>
  (origin, host) =>
    origin === undefined || origin === publicUrl || (URL.canParse(origin) && new URL(origin).host === host);

/**
 * Whether another site's page made this request. Browsers send `Origin` with everything that changes something, and the
 * newer ones `Sec-Fetch-Site`, which no script can forge and no proxy rewrites. Programs send neither.
 */
export const isCrossSite = ({ origin, site, host }: RequestOrigin, originAllowed: OriginAllowed): boolean => {
  if (site === 'same-origin' || site === 'none') return false;
  if (origin !== undefined) return !originAllowed(origin, host);
  return site !== undefined;
};
