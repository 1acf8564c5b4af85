import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from './testing/browser.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';
import { frontCertificate } from './testing/front-certificate.ts';
import { words } from './testing/page-words.ts';
import { openVisitor } from './testing/web-visitor.ts';

/** A look takes some eight seconds, and never longer than twenty. */
const PATIENCE_MS = 25_000;

let server: ServerProcess;
let browser: Browser;
beforeEach(async () => {
  server = await startServer({ NODE_EXTRA_CA_CERTS: frontCertificate().certificate }, { behindNginx: true });
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser.close();
  await server.dispose();
});

it('an admin has the server look at itself through our nginx, which does nothing wrong', async () => {
  const admin = await openVisitor(browser, server);
  await admin.enters(ADMIN);
  await admin.isSignedIn(ADMIN.username);
  await admin.open('/admin/checks');
  await admin.reads('admin.checks.never');
  await admin.press('admin.checks.look');
  const again = admin.place.getByRole('button', { name: words('admin.checks.again'), exact: true, disabled: false });
  await again.waitFor({ timeout: PATIENCE_MS });

  const found = await admin.place.getByRole('listitem').allTextContents();
  const [well, better] = ['ok', 'warning'].map((state) => words(`admin.checks.state.${state}`));
  const stateOf = (check: string): string | undefined =>
    found.find((text) => text.startsWith(words(`admin.checks.title.${check}`)));
  expect(found).toHaveLength(18);
  for (const check of ['ports', 'disk', 'mail', 'reach', 'addresses', 'scheme', 'headers'])
    expect(stateOf(check)).toContain(` ${well}`);
  for (const check of ['websocket', 'events', 'audio', 'uploads', 'upload-size', 'sources'])
    expect(stateOf(check)).toContain(` ${well}`);
  // The certificate of the tests is good for two days.
  expect(stateOf('tls')).toContain(` ${better}`);
  // A database that is far is doubtful, and so is one on a machine that has much to do.
  const doubtful = stateOf('database')?.includes(` ${well}`) ? 1 : 2;
  expect(await admin.place.getByRole('status').textContent()).toContain(
    words('admin.checks.found', { broken: '0', doubtful: `${doubtful}` }),
  );
});
