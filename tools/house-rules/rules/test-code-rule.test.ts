import { expect, it } from 'vitest';
import { testCodeRule } from './test-code-rule.ts';

const findings = (path: string, specifier: string) =>
  testCodeRule.check([{ path, text: `import { a } from '${specifier}';` }]);

it('lets tests use fakes, rigs and each other', () => {
  expect(findings('apps/server/src/audio/mount.test.ts', '../platform/fake-clock.ts')).toEqual([]);
  expect(findings('apps/server/src/realtime/realtime-rig.ts', '../platform/fake-clock.ts')).toEqual([]);
  expect(findings('apps/server/testing/audio-rig.ts', 'vitest')).toEqual([]);
});

it('finds them in what people run', () => {
  expect(findings('apps/server/src/audio/mount.ts', '../platform/fake-clock.ts')).toHaveLength(1);
  expect(findings('apps/server/src/server.ts', '../testing/audio-rig.ts')).toHaveLength(1);
  expect(findings('tools/demo/demo.ts', 'vitest')).toHaveLength(1);
});
