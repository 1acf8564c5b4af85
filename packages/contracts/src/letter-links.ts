/** The pages that links in letters open, and what each is for. */
export const LINK_PAGES = {
  'confirm-account': '/confirm-account',
  'reset-password': '/reset-password',
  'change-email': '/confirm-email',
  'restore-account': '/restore-account',
} as const;
export type LinkPage = keyof typeof LINK_PAGES;

/** The address of a one-time link on the site at `siteUrl` (no slash at its end). */
export const linkUrl = (siteUrl: string, { page, token }: { page: LinkPage; token: string }): string =>
  `${siteUrl}${LINK_PAGES[page]}?token=${encodeURIComponent(token)}`;
