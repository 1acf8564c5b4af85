import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { emojiFiles } from './emoji-files.ts';

/** Where `npm run dev` finds the server. */
const SERVER = 'http://localhost:8000';

export default defineConfig({
  plugins: [react(), emojiFiles()],
  resolve: { conditions: ['livestreamer-source', ...defaultClientConditions] },
  server: {
    proxy: {
      '/api': { target: SERVER, ws: true },
      '/stream': SERVER,
      '/recordings': SERVER,
      '/pictures': SERVER,
      '^/[^/]+/(?:feed\\.xml|calendar\\.ics)$': SERVER,
    },
  },
});
