import { expect, it } from 'vitest';
import { webLayersRule } from './web-layers-rule.ts';

const messages = (path: string, specifier: string): string[] =>
  webLayersRule
    .check([{ path: `apps/web/src/${path}`, text: `import { a } from '${specifier}';\n` }])
    .map(({ message }) => message);

it('lets each layer import the lower ones', () => {
  expect(messages('main.tsx', './app/router.tsx')).toEqual([]);
  expect(messages('app/router.tsx', '../pages/station-page.tsx')).toEqual([]);
  expect(messages('pages/station-page.tsx', '../features/player/index.ts')).toEqual([]);
  expect(messages('features/player/player-bar.tsx', '../../ui/button/button.tsx')).toEqual([]);
  expect(messages('features/player/player-bar.tsx', './player-state.ts')).toEqual([]);
  expect(messages('ui/button/button.tsx', '../../lib/class-names.ts')).toEqual([]);
});

it('finds an import upwards', () => {
  expect(messages('lib/api.ts', '../features/live/index.ts')[0]).toMatch(/^imports up, lib from features/);
  expect(messages('features/live/live-status.tsx', '../../pages/station-page.tsx')).toHaveLength(1);
  expect(messages('pages/station-page.tsx', '../main.tsx')).toHaveLength(1);
});

it('finds a feature that imports a feature', () => {
  expect(messages('features/live/live-status.tsx', '../player/index.ts')[0]).toMatch(
    /^the feature live imports the feature player/,
  );
});

it('finds lib drawing, and a folder that is no layer', () => {
  expect(messages('lib/api.ts', '../ui/button/button.tsx')[0]).toMatch(/^imports sideways/);
  expect(messages('hooks/use-live.ts', 'react')[0]).toMatch(/^the folder hooks is no layer/);
});
