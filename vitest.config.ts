import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['livestreamer-source'] };
const ssr = { resolve: { conditions: ['livestreamer-source', 'node'], externalConditions: ['livestreamer-source'] } };
const everywhere = { resolve, ssr };

/**
 * Three kinds of tests (DESIGN §7): `unit` needs nothing, `server` needs a database (and Redis when
 * TEST_REDIS_URL is set), `e2e` needs the built system, Chromium, ffmpeg and PulseAudio.
 */
export default defineConfig({
  test: {
    projects: [
      {
        ...everywhere,
        test: {
          name: 'unit',
          include: ['{packages,apps,tools,bench,e2e}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/*.api.test.ts', '**/node_modules/**', '**/dist/**'],
          maxWorkers: 2,
        },
      },
      {
        ...everywhere,
        test: {
          name: 'server',
          include: ['apps/server/**/*.{db,api}.test.ts', 'packages/**/*.db.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['apps/server/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        ...everywhere,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: ['e2e/testing/journeys-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
