import { expect, it } from 'vitest';
import { workspaceImportsRule } from './workspace-imports-rule.ts';

const messages = (path: string, specifier: string): string[] =>
  workspaceImportsRule.check([{ path, text: `import { a } from '${specifier}';\n` }]).map(({ message }) => message);

it('lets packages be used downwards by name', () => {
  expect(messages('apps/web/src/lib/api.ts', '@livestreamer/client')).toEqual([]);
  expect(messages('packages/client/src/rest-client.ts', '@livestreamer/contracts')).toEqual([]);
  expect(messages('apps/server/src/audio/mount.ts', '@livestreamer/framing')).toEqual([]);
});

it('finds a package that may not be used there', () => {
  expect(messages('packages/contracts/src/live.ts', '@livestreamer/client')[0]).toMatch(
    /^packages\/contracts may not use/,
  );
  expect(messages('apps/web/src/lib/api.ts', '@livestreamer/framing')).toHaveLength(1);
  expect(messages('apps/server/src/main.ts', '@livestreamer/client')).toHaveLength(1);
});

it('lets the tests of the server drive it with the client', () => {
  expect(messages('apps/server/src/stations/station-routes.api.test.ts', '@livestreamer/client')).toEqual([]);
});

it('finds an import into an app or into the inside of a package', () => {
  expect(messages('e2e/first-show.e2e.ts', '../apps/server/src/server.ts')[0]).toMatch(/nobody imports apps/);
  expect(messages('apps/source/src/main.test.ts', '../../server/src/server.ts')[0]).toMatch(/nobody imports apps/);
  expect(messages('apps/web/src/lib/api.ts', '../../../../packages/client/src/index.ts')[0]).toMatch(/by its name/);
  expect(messages('bench/src/load.ts', '@livestreamer/client/src/rest-client.ts')[0]).toMatch(/past the face/);
});

it('knows the crossings that are meant', () => {
  expect(messages('e2e/testing/mailbox.ts', '../../apps/server/testing/test-smtp.ts')).toEqual([]);
  expect(messages('tools/house-rules/pages/generated-pages.ts', '../../../apps/server/src/config.ts')).toEqual([]);
  expect(messages('tools/demo/demo.ts', '../../apps/server/src/config.ts')).toHaveLength(1);
});
