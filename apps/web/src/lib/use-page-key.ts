import { useEffect } from 'react';

/** Where every key belongs to what has the focus. */
const OWNS_KEYS = 'input, textarea, select, [contenteditable], [role^="menu"], [role="dialog"]';
/** What space presses itself. After a click a button has the focus, and letters must go on working there. */
const OWNS_SPACE = 'button, a[href], summary';

/** A key that acts wherever on the page the focus is, unless what has it wants the key itself. Letters in lower case. */
export const usePageKey = (wanted: string, act: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, target, repeat, ctrlKey, metaKey, altKey } = event;
      if (key.toLowerCase() !== wanted || repeat || ctrlKey || metaKey || altKey) return;
      const owners = key === ' ' ? `${OWNS_KEYS}, ${OWNS_SPACE}` : OWNS_KEYS;
      if (target instanceof Element && target.closest(owners)) return;
      event.preventDefault(); // space scrolls
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [wanted, act]);
};
