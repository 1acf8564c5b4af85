import { describe, expect, it } from 'vitest';
import { eagerPart, topLevelStatements } from './top-level.ts';

const squeezed = (code: string): string => eagerPart(code).replace(/\s+/g, ' ').trim();

it('cuts a module into its statements, however long', () => {
  const code =
    "import a from ' ';\n\nconst b = [\n  c(),\n];\nexport const d = (\n  e: F,\n) => {\n  g();\n};\nh()\n  .i();\n";
  expect(topLevelStatements(code).map(({ text, offset }) => [offset, text.split('\n')[0]])).toEqual([
    [0, "import a from ' ';"],
    [20, 'const b = ['],
    [42, 'export const d = ('],
    [expect.any(Number), 'h()'],
  ]);
});

describe('eagerPart', () => {
  it('leaves out what runs only when called', () => {
    expect(squeezed('const a = () => open();')).toBe('const a = () ;');
    expect(squeezed('const a = () => { open(); }, b = 1;')).toBe('const a = () , b = 1;');
    expect(squeezed('export function a(b: C): D { return open(); }')).toBe('export');
    expect(squeezed('const a = { b() { open(); }, c: (d) => ({ e: open() }), get f() { return open(); } };')).toBe(
      'const a = { , c: (d) , get };',
    );
    expect(squeezed('export class A { b = open(); }')).toBe('');
  });

  it('keeps what runs at once', () => {
    expect(squeezed('const a = open(1);')).toBe('const a = open(1);');
    expect(squeezed('const a = [1].map((b) => b + 1).concat(open());')).toBe('const a = [1].map((b) ).concat(open());');
  });
});
