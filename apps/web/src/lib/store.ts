import { useSyncExternalStore } from 'react';

/** Something that changes outside of React. `snapshot` gives the same value until a change was told. */
export interface Store<T> {
  snapshot(): T;
  subscribe(listener: () => void): () => void;
}

/** A store, and the way to change what it holds. Equal values are not told. */
export const createCell = <T>(first: T): Store<T> & { set(next: T): void } => {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    snapshot: () => value,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
};

/** What a store holds now; renders anew when it changes. */
export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.subscribe, store.snapshot);
