import { expect, it } from 'vitest';
import { importEffectRule } from './import-effect-rule.ts';

const path = 'apps/server/src/audio/mount.ts';
const messages = (text: string, at = path): string[] =>
  importEffectRule.check([{ path: at, text }]).map(({ line, message }) => `${line} ${message}`);

it('takes declarations, tables, schemas and functions', () => {
  const text = [
    "import { z } from 'zod';",
    "import './mount.module.scss';",
    "export * from './a.ts';",
    'export interface Stations {\n  createDefault(name: string): Promise<void>;\n}',
    'export const call = <\n  A,\n>(\n  a: A,\n): A => a;',
    'const PAGE = `<html>\n</html>\n`;',
    'const WORDS = new Set(["a"]);',
    'export const schema = z.object({ a: z.string() });',
    'export const createMount = ({ clock }: Options): Mount => {',
    '  const timer = clock.every(500, () => listen());',
    '  return { stop: () => timer.cancel() };',
    '};',
    'export const LiveContext = createContext<Live | null>(null);',
    'export class AppError extends Error {}',
    'export async function start(): Promise<void> {',
    '  await listen();',
    '}',
    'export const clock = { now: () => Date.now(), open() { return fetch("/"); } };',
  ].join('\n');
  expect(messages(text)).toEqual([]);
});

it.each(['start();', 'process.on("exit", stop);', 'for (const a of b) c(a);', 'globalThis.x = 1;'])(
  'finds a statement that runs: %s',
  (statement) => {
    expect(messages(`const a = 1;\n${statement}`)).toEqual([expect.stringMatching(/^2 this statement runs at import/)]);
  },
);

it.each([
  'const server = createServer();',
  'export const queries = createQueryClient({ a: () => 1 });',
  'const text = readFileSync("a", "utf8");',
  'const mod = await import("./a.ts");',
  'const socket = new WebSocket(url);',
  'const timer = setInterval(() => tick(), 10);',
  'const id = randomUUID();',
  'const wide = window.innerWidth;',
])('finds a declaration with an effect: %s', (statement) => {
  expect(messages(statement)).toEqual([expect.stringMatching(/^1 this declaration /)]);
});

it('lets programs act: main files, workers, what begins with #!, and scripts of a package.json', () => {
  expect(messages('start();', 'apps/server/src/main.ts')).toEqual([]);
  expect(messages('start();', 'apps/server/src/audio/fan-out-worker.ts')).toEqual([]);
  expect(messages('#!/usr/bin/env tsx\nstart();', 'tools/tune.ts')).toEqual([]);
  const script = {
    path: 'package.json',
    text: '{ "main": "./tools/demo/tune.ts", "scripts": { "demo": "node --import tsx tools/demo/demo.ts" } }',
  };
  expect(importEffectRule.check([script, { path: 'tools/demo/demo.ts', text: 'start();' }])).toEqual([]);
  expect(importEffectRule.check([script, { path: 'tools/demo/tune.ts', text: 'start();' }])).toHaveLength(1);
});
