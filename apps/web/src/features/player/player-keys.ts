import { useEffect } from 'react';

/** Where every key belongs to what has the focus. */
const OWNS_KEYS = 'input, textarea, select, [contenteditable], [role^="menu"], [role="dialog"]';
/** What space presses itself. After a click the play button has the focus, and K must go on working there. */
const OWNS_SPACE = 'button, a[href], summary';

/** Space and K press the play button, unless what has the focus wants these keys itself. */
export const usePlayerKeys = (toggle: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, target, repeat, ctrlKey, metaKey, altKey } = event;
      if ((key !== ' ' && key.toLowerCase() !== 'k') || repeat || ctrlKey || metaKey || altKey) return;
      const owners = key === ' ' ? `${OWNS_KEYS}, ${OWNS_SPACE}` : OWNS_KEYS;
      if (target instanceof Element && target.closest(owners)) return;
      event.preventDefault(); // space scrolls
      toggle();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [toggle]);
};
