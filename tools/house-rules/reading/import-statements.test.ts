import { expect, it } from 'vitest';
import { importsOf } from './import-statements.ts';

const read = (text: string, path = 'apps/server/src/audio/mount.ts') =>
  importsOf({ path, text }).map(({ specifier, target, line }) => [specifier, target, line]);

it('finds every way to import, with its line', () => {
  const text = [
    "import type { Socket } from 'node:net';",
    "import {\n  cut,\n  type Listener,\n} from './listener.ts';",
    "export * from '../platform/index.ts';",
    "import './side-effect.ts';",
    "const lazy = await import('@livestreamer/framing');",
  ].join('\n');
  expect(read(text)).toEqual([
    ['node:net', null, 1],
    ['./listener.ts', 'apps/server/src/audio/listener.ts', 5],
    ['../platform/index.ts', 'apps/server/src/platform/index.ts', 6],
    ['./side-effect.ts', 'apps/server/src/audio/side-effect.ts', 7],
    ['@livestreamer/framing', null, 8],
  ]);
});

it('does not take words in comments and strings for imports', () => {
  expect(read(`// import a from './a.ts'\nconst text = "from './b.ts'"; Array.from('c');`)).toEqual([]);
});

it('reads TypeScript only', () => {
  expect(read("import './a.ts';", 'docs/page.md')).toEqual([]);
});
