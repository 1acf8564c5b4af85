import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ServerProcess } from './built-server.ts';
import { words } from './page-words.ts';

type Values = Readonly<Record<string, string>>;

/** A part of a page as a person sees it: fields, buttons and texts by their words, which are keys of the locale file. */
interface PagePart {
  fill(label: string, text: string): Promise<void>;
  press(button: string): Promise<void>;
  follow(link: string): Promise<void>;
  /** Waits for a text. */
  reads(text: string, values?: Values): Promise<void>;
  /** Waits for what is marked as code to be copied, and gives the texts. */
  codes(): Promise<string[]>;
  readonly place: Locator;
}

/** Somebody with a browser of their own. Without a section it is the page's main part that is read and filled in. */
export interface WebVisitor extends PagePart {
  readonly page: Page;
  /** Opens a path of the site, or a link from a letter. */
  open(address: string): Promise<void>;
  /** One section of the settings, by its heading. */
  section(heading: string): PagePart;
  /** Types name and password at the sign-in page, and sends them. */
  enters(member: { username: string; password: string }): Promise<void>;
  /** Waits until the page shows who is signed in. */
  isSignedIn(username: string): Promise<void>;
  /** By the menu of the account. */
  signOut(username: string): Promise<void>;
  /** Sees, after a reload, that nobody is signed in. */
  isSignedOut(): Promise<void>;
}

/** Opens a browser window; secrets that go through it are kept, and a page that throws fails the journey. */
export const openVisitor = async (browser: Browser, server: ServerProcess): Promise<WebVisitor> => {
  const context = await browser.newContext();
  server.secrets.watch(context);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const whole = partOf(page.getByRole('main'));
  const menu = (username: string): Locator =>
    page.getByRole('button', { name: words('account.menu', { username }), exact: true });
  const open = async (address: string): Promise<void> => {
    expect(errors).toEqual([]);
    await page.goto(new URL(address, server.site).href);
  };

  return {
    ...whole,
    page,
    open,
    section: (heading) => partOf(page.getByRole('region', { name: words(heading), exact: true })),
    enters: async ({ username, password }) => {
      await open('/sign-in');
      await whole.fill('account.login', username);
      await whole.fill('account.password', password);
      await whole.press('account.signIn');
    },
    isSignedIn: (username) => menu(username).waitFor(),
    signOut: async (username) => {
      await menu(username).click();
      await page.getByRole('menuitem', { name: words('account.signOut') }).click();
      await menu(username).waitFor({ state: 'detached' });
    },
    isSignedOut: async () => {
      await open('/settings');
      await whole.reads('settings.signInFirst');
    },
  };
};

const partOf = (place: Locator): PagePart => ({
  place,
  fill: (label, text) => place.getByLabel(words(label), { exact: true }).fill(text),
  press: (button) => place.getByRole('button', { name: words(button), exact: true }).click(),
  follow: (link) => place.getByRole('link', { name: words(link), exact: true }).click(),
  reads: (text, values) => place.getByText(words(text, values), { exact: true }).first().waitFor(),
  codes: async () => {
    await place.getByRole('code').first().waitFor();
    return place.getByRole('code').allTextContents();
  },
});
