import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** What the emoji picker asks for below `/emoji`, in the languages of the pages. */
const FILES = ['en', 'ru'].flatMap((language) => [`${language}/data.json`, `${language}/messages.json`]);

const read = (file: string): string => {
  const { resolve } = createRequire(import.meta.url);
  return readFileSync(resolve(`emojibase-data/${file}`), 'utf8');
};

/** Serves the names and pictures of the emoji picker from this server: nothing of a page comes from another site. */
export const emojiFiles = (): Plugin => ({
  name: 'livestreamer-emoji',
  configureServer: ({ middlewares }) => {
    middlewares.use('/emoji', (request, response, next) => {
      const file = FILES.find((one) => request.url === `/${one}`);
      if (file === undefined) return next();
      response.setHeader('content-type', 'application/json').end(read(file));
    });
  },
  generateBundle() {
    for (const file of FILES) this.emitFile({ type: 'asset', fileName: `emoji/${file}`, source: read(file) });
  },
});
