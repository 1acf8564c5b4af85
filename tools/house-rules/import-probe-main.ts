/**
 * Imports the modules whose paths come on standard input, one a line, and prints as JSON what each left running:
 * `{ "<path>": ["Timeout", "TCPServerWrap"] }`. What keeps no process alive, and what was there before, is not told.
 */

// Opens the three standard streams at once, as it does for every library that imports it; so they count as there before.
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** What keeps this process alive, by kind. */
const alive = (): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const resource of process.getActiveResourcesInfo()) counts.set(resource, (counts.get(resource) ?? 0) + 1);
  return counts;
};

/** Reading the modules themselves is no effect of theirs, and is over soon. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const OF_LOADING = new Set(['FSReqPromise', 'FSReqCallback', 'FileHandle', 'Immediate', 'CloseReq']);

const left: Record<string, string[]> = {};
for (const path of (await text(process.stdin)).split('\n')) {
  await settle();
  const before = alive();
  await import(pathToFileURL(path).href);
  await settle();
  const more = [...alive()].filter(
    ([resource, count]) => !OF_LOADING.has(resource) && count > (before.get(resource) ?? 0),
  );
  if (more.length > 0) left[path] = more.map(([resource]) => resource);
}
process.stdout.write(JSON.stringify(left), () => process.exit());
