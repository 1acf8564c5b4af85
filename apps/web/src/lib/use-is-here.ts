import { useCallback, useEffect, useRef } from 'react';

/** Tells, when an answer comes at last, whether the part of the page that asked is still there. */
export const useIsHere = (): (() => boolean) => {
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return useCallback(() => here.current, []);
};
