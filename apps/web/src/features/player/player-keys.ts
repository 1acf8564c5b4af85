import { usePageKey } from '../../lib/use-page-key.ts';

/** Space and K press the play button. */
export const usePlayerKeys = (toggle: () => void): void => {
  usePageKey(' ', toggle);
  usePageKey('k', toggle);
};
