/**
 * First words of the paths that are pages of the web client or fixed addresses of the server: no station may have one as its name.
 * Some are kept for pages to come. Whoever adds a page or a path adds it here; tests of the web client and the server compare.
 */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  [
    'about account admin api archive assets bookmarks broadcasts calendar confirm-account confirm-email embed',
    'emoji events favicon feed forgot-password health help icons invitation invitations live login logout manifest me metrics',
    'new node now pages pictures privacy ready recordings recover register reset-password restore-account robots rss',
    'schedule search settings setup sign-in sign-out sign-up static station stations status status-json stream studio',
    'sw terms today upload uploads well-known www',
  ].flatMap((line) => line.split(' ')),
);
