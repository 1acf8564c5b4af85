import { createRestClient } from '@livestreamer/client';
import { confirmAccount, registerAccount } from '@livestreamer/contracts';
import type { Browser, Locator } from 'playwright-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { launchBrowser } from './testing/browser.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';
import { words } from './testing/page-words.ts';
import { openVisitor, type WebVisitor } from './testing/web-visitor.ts';

const MEMBER = { username: 'rolf', email: 'rolf@radio.example', password: 'a boat, a bridge and a bell' };

let server: ServerProcess;
let browser: Browser;
let host: WebVisitor;
let member: WebVisitor;
let visitor: WebVisitor;
beforeEach(async () => {
  server = await startServer();
  browser = await launchBrowser();
  host = await openVisitor(browser, server);
  member = await openVisitor(browser, server);
  visitor = await openVisitor(browser, server);
  await joins();
  for (const [person, who] of [
    [host, ADMIN],
    [member, MEMBER],
  ] as const) {
    await person.enters(who);
    await person.isSignedIn(who.username);
  }
  for (const person of [host, member, visitor]) await person.open('/');
});
afterEach(async () => {
  await browser.close();
  await server.dispose();
});

it('a host, a member and a visitor talk, and the host keeps order', async () => {
  await says(host, 'Good evening');
  await reads(visitor, 'Good evening');
  await says(member, 'Hello from the harbour');
  await reads(host, 'Hello from the harbour');
  await visitor.page.getByText(words('chat.membersOnly')).waitFor();
  expect(await chat(visitor).getByRole('textbox').count()).toBe(0);
  await likes(member, 'Good evening');
  await chat(visitor)
    .getByText(words('chat.likes_one', { count: '1' }))
    .waitFor();

  await doesTo(host, 'Hello from the harbour', 'chat.order.remove');
  await gone(visitor, 'Hello from the harbour');
  await gone(member, 'Hello from the harbour');
  await doesTo(host, words('chat.deletedText'), 'chat.order.restore');
  await reads(visitor, 'Hello from the harbour');

  await doesTo(host, 'Hello from the harbour', 'chat.order.mute');
  const dialog = host.page.getByRole('dialog');
  await dialog.getByLabel(words('admin.reason')).fill('Shouting');
  await dialog.getByRole('button', { name: words('chat.order.mute'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await says(member, 'Let me in').catch(() => undefined); // the field is there until the server has said no
  await chat(member)
    .getByText(/Shouting/)
    .first()
    .waitFor();

  await chat(host)
    .getByRole('button', { name: words('moderation.bar.lock'), exact: true })
    .click();
  await says(host, 'Only us now');
  await reads(visitor, 'Only us now');
  await chat(visitor).getByText(words('chat.locked')).waitFor();
});

it('the newest message stays in sight when the field below grows', async () => {
  await member.page.setViewportSize({ width: 390, height: 640 });
  for (const text of ['One', 'Two', 'Three', 'Four']) await says(host, text);
  await reads(member, 'Four');
  await vi.waitUntil(() => isInSight(member, 'Four'), { timeout: 20_000, interval: 50 });
  await doesTo(member, 'Three', 'chat.answer');
  await chat(member)
    .getByRole('button', { name: words('chat.cancel') })
    .waitFor();
  await vi.waitUntil(() => isInSight(member, 'Four'), { timeout: 20_000, interval: 50 });
});

it('a page that lost its line has missed nothing when it is back', async () => {
  await says(host, 'Before');
  await reads(member, 'Before');
  await member.page.context().setOffline(true);
  for (const text of ['While you were away', 'More of it']) await says(host, text);
  await says(member, 'Written without a line');
  await chat(member).getByText(words('chat.sending')).waitFor();
  await member.page.context().setOffline(false);
  for (const text of ['While you were away', 'More of it']) await reads(member, text);
  await reads(host, 'Written without a line');
  for (const person of [host, member]) expect(await lines(person, 'Written without a line').count()).toBe(1);
});

it('where no WebSocket gets through, a page follows the room all the same', async () => {
  await visitor.page.addInitScript(() => {
    const Real = WebSocket;
    // A network that swallows them: nobody listens on the discard port.
    Reflect.set(
      globalThis,
      'WebSocket',
      class extends Real {
        constructor() {
          super('ws://127.0.0.1:9/');
        }
      },
    );
  });
  await visitor.open('/');
  await says(host, 'Can you hear us?');
  await reads(visitor, 'Can you hear us?');
  await says(host, 'And now?');
  await reads(visitor, 'And now?');
});

/** Makes an account, and confirms it by the link in the letter. */
const joins = async (): Promise<void> => {
  server.secrets.keep('password', MEMBER.password);
  const rest = createRestClient({ baseUrl: server.url });
  await rest.call(registerAccount, { body: MEMBER });
  const link = new URL(await server.mailbox.link(MEMBER.email, 'confirm-account'));
  await rest.call(confirmAccount, { params: { token: link.searchParams.get('token') ?? '' } });
};

const chat = ({ page }: WebVisitor): Locator => page.getByRole('region', { name: words('chat.heading'), exact: true });
const lines = (person: WebVisitor, text: string): Locator =>
  chat(person).getByRole('article').filter({ hasText: text });

const says = async (person: WebVisitor, text: string): Promise<void> => {
  const field = chat(person).getByRole('textbox', { name: words('chat.write') });
  await field.fill(text);
  await field.press('Enter');
};

const reads = (person: WebVisitor, text: string): Promise<void> => lines(person, text).first().waitFor();
const gone = (person: WebVisitor, text: string): Promise<void> => lines(person, text).waitFor({ state: 'detached' });

/** Whether the whole message is within what the list shows. */
const isInSight = async (person: WebVisitor, text: string): Promise<boolean> => {
  const line = await lines(person, text).last().boundingBox();
  const list = await chat(person).getByRole('log').boundingBox();
  return line !== null && list !== null && line.y + line.height <= list.y + list.height + 1;
};

const likes = async (person: WebVisitor, text: string): Promise<void> => {
  const line = lines(person, text);
  await line.hover();
  await line.getByRole('button', { name: /^Like the message/ }).click();
};

const doesTo = async (person: WebVisitor, text: string, item: string): Promise<void> => {
  const line = lines(person, text).first();
  await line.hover();
  await line.getByRole('button', { name: /^What to do/ }).click();
  await person.page.getByRole('menuitem', { name: words(item), exact: true }).click();
};
