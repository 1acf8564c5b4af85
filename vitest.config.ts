import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['livestreamer-source'] };
const ssr = { resolve: { conditions: ['livestreamer-source', 'node'], externalConditions: ['livestreamer-source'] } };
const everywhere = { resolve, ssr };
/** A busy machine is no failure: what is awaited may take its time. */
const patience = {
  setupFiles: ['tools/testing/before-each-file-main.ts'],
  expect: { poll: { timeout: 10_000 } },
};
/** Nothing happens at import, a house rule: so files may share what they import, which saves a third of the time. */
const sharing = { isolate: false };

/**
 * Kinds of tests (DESIGN §7): `unit` needs nothing, `server` needs a database (and Redis when
 * TEST_REDIS_URL is set), `e2e` needs the built system, Chromium, ffmpeg and PulseAudio. `faults`, which runs when somebody asks for it, is e2e too: what
 * breaks in the middle of a show.
 */
export default defineConfig({
  test: {
    projects: [
      {
        ...everywhere,
        test: {
          ...sharing,
          ...patience,
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['{packages,apps,tools,bench,e2e,deploy}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/*.api.test.ts', '**/node_modules/**', '**/dist/**'],
          testTimeout: 20_000,
          maxWorkers: 2,
        },
      },
      {
        ...everywhere,
        test: {
          ...sharing,
          ...patience,
          name: 'server',
          sequence: { groupOrder: 1 },
          include: ['apps/server/**/*.{db,api}.test.ts', 'packages/**/*.db.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['apps/server/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
        },
      },
      {
        ...everywhere,
        test: {
          ...patience,
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['e2e/*.e2e.ts'],
          globalSetup: ['e2e/testing/journeys-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ...everywhere,
        test: {
          ...patience,
          name: 'faults',
          sequence: { groupOrder: 3 },
          include: ['e2e/faults/*.e2e.ts'],
          globalSetup: ['e2e/testing/journeys-setup.ts'],
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
