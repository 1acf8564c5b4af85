import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Says of a path of the context whether `.dockerignore` keeps it out: the last line that fits decides. */
export const ignoredBy = (text: string): ((path: string) => boolean) => {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keepsOut: !line.startsWith('!'), pattern: patternOf(line.replace(/^!/, '')) }));
  return (path) => lines.findLast(({ pattern }) => pattern.test(path))?.keepsOut ?? false;
};

/** A line fits a path and everything below it. */
const patternOf = (line: string): RegExp => {
  const source = line
    .replace(/[.+^$()|[\]{}\\]/g, '\\$&')
    .replace(/\*\*\/|\*|\?/g, (wildcard) => (wildcard === '**/' ? '(?:.*/)?' : wildcard === '*' ? '[^/]*' : '[^/]'));
  return new RegExp(`^${source}(?:/.*)?$`);
};

interface ContextCopy {
  readonly root: string;
  readonly into: string;
  readonly isIgnored: (path: string) => boolean;
}

/** Copies what an engine would be sent of a repository. */
export const copyContext = ({ root, into, isIgnored }: ContextCopy): void => {
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // Nothing of ours is let through below these, and they are large.
      if (entry.name === 'node_modules' || entry.name === '.git') continue;
      if (entry.isDirectory()) walk(path);
      else if (!isIgnored(path)) {
        mkdirSync(join(into, folder), { recursive: true });
        copyFileSync(join(root, path), join(into, path));
      }
    }
  };
  walk('');
};
