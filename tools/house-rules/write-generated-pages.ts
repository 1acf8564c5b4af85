#!/usr/bin/env -S tsx --conditions=livestreamer-source
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedPages } from './pages/generated-pages.ts';
import { REPOSITORY_ROOT } from './reading/repository-files.ts';

for (const { path, text } of generatedPages()) {
  const file = join(REPOSITORY_ROOT, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(path);
}
