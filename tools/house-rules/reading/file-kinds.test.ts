import { expect, it } from 'vitest';
import { baseName, folderOf, isCode, isTestCode, workspaceOf } from './file-kinds.ts';

it('tells test code from the rest', () => {
  const test = [
    'apps/server/src/audio/mount.test.ts',
    'packages/client/src/fake-realtime-rig.ts',
    'apps/server/src/realtime/fake-room.ts',
    'apps/server/testing/audio-rig.ts',
    'e2e/testing/browser.ts',
    'e2e/a-station-turns-live.e2e.ts',
    'apps/web/src/ui/button/button.test.tsx',
  ];
  const rest = [
    'tools/run-tests/run-suite.ts',
    'apps/server/src/audio/mount.ts',
    'packages/framing/src/synthetic-mp3.ts',
    'bench/src/run-bench.ts',
  ];
  expect(test.filter((path) => !isTestCode(path))).toEqual([]);
  expect(rest.filter(isTestCode)).toEqual([]);
});

it('knows code by its ending', () => {
  expect(['a.ts', 'a.tsx', 'a.d.ts', 'a.md', 'a.mjs'].filter(isCode)).toEqual(['a.ts', 'a.tsx']);
});

it('finds the workspace, the name and the folder of a path', () => {
  expect(workspaceOf('apps/server/src/main.ts')).toBe('apps/server');
  expect(workspaceOf('e2e/testing/browser.ts')).toBe('e2e');
  expect(workspaceOf('vitest.config.ts')).toBeNull();
  expect([baseName('apps/server/src/main.ts'), folderOf('apps/server/src/main.ts')]).toEqual([
    'main.ts',
    'apps/server/src',
  ]);
  expect([baseName('README.md'), folderOf('README.md')]).toEqual(['README.md', '']);
});
