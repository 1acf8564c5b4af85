import { expect, test } from 'vitest';
import { countLines, rowPieces } from './row-pieces.ts';

const cut = async (chunks: readonly string[], pieceBytes: number) => {
  const source = async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  };
  const pieces: [string, number][] = [];
  for await (const { lines, rows } of rowPieces(source(), pieceBytes)) pieces.push([lines.toString(), rows]);
  return pieces;
};

test('a piece ends with a row, wherever the chunks end', async () => {
  const rows = ['one\n', 'two\\n and more\n', '\n', 'four\n'].join('');
  for (const size of [1, 2, 3, 7, 100]) {
    const chunks = rows.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
    const pieces = await cut(chunks, 8);
    expect(pieces.map(([lines]) => lines).join('')).toBe(rows);
    expect(pieces.every(([lines]) => lines.endsWith('\n'))).toBe(true);
    expect(pieces.reduce((sum, [, count]) => sum + count, 0)).toBe(4);
  }
});

test('a row that is larger than a piece is one', async () => {
  expect(await cut(['x'.repeat(50), 'y\n', 'z\n'], 8)).toEqual([
    [`${'x'.repeat(50)}y\n`, 1],
    ['z\n', 1],
  ]);
});

test('an empty table has no pieces', async () => {
  expect(await cut([], 8)).toEqual([]);
  expect(countLines(Buffer.alloc(0))).toBe(0);
});
