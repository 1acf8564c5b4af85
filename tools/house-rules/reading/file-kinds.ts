/** A TypeScript source file. */
export const isCode = (path: string): boolean => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');

/** Code that only tests run: tests, fakes, rigs, and the folders of test equipment. */
export const isTestCode = (path: string): boolean =>
  /\.(?:test|e2e)\.tsx?$/.test(path) || /-rig\.tsx?$/.test(path) || /(?:^|\/)(?:testing\/|fake-[^/]+$)/.test(path);

/** The part of the repository with a package.json of its own: `apps/server`, `packages/client`, `e2e`; null at the root. */
export const workspaceOf = (path: string): string | null =>
  /^(?:(?:apps|packages)\/[^/]+|e2e|bench|tools)(?=\/)/.exec(path)?.[0] ?? null;

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Everything before the last part; empty at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
