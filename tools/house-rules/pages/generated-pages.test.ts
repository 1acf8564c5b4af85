import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY_ROOT } from '../reading/repository-files.ts';
import { generatedPages } from './generated-pages.ts';

const WRITE = 'npx tsx --conditions=livestreamer-source tools/house-rules/write-generated-pages.ts';

it.each(generatedPages())('$path is what the code says', ({ path, text }) => {
  expect(readFileSync(join(REPOSITORY_ROOT, path), 'utf8'), `${path} is out of date: run ${WRITE}`).toBe(text);
});
