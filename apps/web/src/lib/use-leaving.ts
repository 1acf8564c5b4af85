import { useEffect } from 'react';
import { type Blocker, useBlocker } from 'react-router';

/** Holds whoever is about to leave the page. Outside this site the browser asks, inside of it the one who gets the blocker. */
export const useLeaving = (): Blocker => {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return useBlocker(({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname);
};
