import { expect, it } from 'vitest';
import { faceRule } from './face-rule.ts';

const messages = (text: string): string[] =>
  faceRule.check([{ path: 'apps/server/src/audio/index.ts', text }]).map(({ line, message }) => `${line} ${message}`);

it('takes a face that passes on factory and types', () => {
  const text = [
    '/** Audio: from one source to many listeners. */',
    "export { createAudio } from './audio-engine.ts';",
    'export type {',
    '  AudioEvents,',
    "} from './audio-events.ts';",
    '',
  ].join('\n');
  expect(messages(text)).toEqual([]);
});

it('finds logic', () => {
  const text = "/** Audio. */\nexport * from './a.ts';\nexport const createAudio = () => {\n  return 1;\n};\n";
  expect(messages(text)).toEqual([expect.stringMatching(/^3 this face holds logic/)]);
});

it('finds a long face and one that says nothing', () => {
  const long = `/** Audio. */\n${"export * from './a.ts';\n".repeat(39)}`;
  expect(messages(long)).toEqual([expect.stringMatching(/has 40 lines/)]);
  expect(messages("export * from './a.ts';\n")).toEqual([expect.stringMatching(/does not say what/)]);
});
