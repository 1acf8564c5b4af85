import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeFrontCertificate } from './front-certificate.ts';

const BUILT = ['../../apps/server/dist/main.js', '../../apps/source/dist/main.js', '../../apps/web/dist/index.html'];

/** The journeys run the built system: without it they would fail one by one, so the run ends here with one sentence. */
export const setup = (): (() => void) => {
  const missing = BUILT.map((path) => fileURLToPath(new URL(path, import.meta.url))).filter(
    (path) => !existsSync(path),
  );
  if (missing.length > 0) throw new Error(`Build first (npm run build). Missing: ${missing.join(', ')}`);
  return makeFrontCertificate();
};
