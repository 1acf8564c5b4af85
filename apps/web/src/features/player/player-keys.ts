import { useEffect } from 'react';

/** Where a key belongs to what has the focus. */
const OWNS_KEYS =
  'input, textarea, select, button, a[href], summary, [contenteditable], [role^="menu"], [role="dialog"]';

/** Space and K press the play button, wherever no field or button has the focus. */
export const usePlayerKeys = (toggle: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, target, repeat, ctrlKey, metaKey, altKey } = event;
      if ((key !== ' ' && key.toLowerCase() !== 'k') || repeat || ctrlKey || metaKey || altKey) return;
      if (target instanceof Element && target.closest(OWNS_KEYS)) return;
      event.preventDefault(); // space scrolls
      toggle();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [toggle]);
};
