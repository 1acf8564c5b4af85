/** This server as people's browsers see it. */
export interface OwnSite {
  /** The host's name, without a port: what passkeys are bound to, and how authenticator apps name the account. */
  readonly name: string;
  /** Where our pages may come from. */
  readonly origins: readonly string[];
}

/** The site that a request with this `Host` header came to. */
export type OwnSiteOf = (host: string) => OwnSite;

/**
 * PUBLIC_URL says it; without one it is whatever host was asked, as for a laptop. A wrong `Host` wins nobody anything: browsers
 * bind a passkey to the name that they see themselves, and sign that name and the page's origin with every use.
 */
export const createOwnSiteOf = (publicUrl: string | null): OwnSiteOf => {
  if (publicUrl !== null) {
    const site = { name: new URL(publicUrl).hostname, origins: [publicUrl] };
    return () => site;
  }
  return (host) => ({
    name: URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host,
    origins: [`http://${host}`, `https://${host}`],
  });
};
