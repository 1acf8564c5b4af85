/** Events that go up the ladder: `Events` maps each name to what it carries. */
export interface TypedEvents<Events> {
  /** Calls `listener` at every `name` from now on; the returned function stops that. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void;
  /** Calls all listeners of `name`, in the order they came, before it returns. One that throws does not stop the others. */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
}

/** `onError` hears what a listener threw. */
export const createTypedEvents = <Events>(onError: (error: unknown) => void): TypedEvents<Events> => {
  const listeners = new Map<keyof Events, Set<(event: never) => void>>();

  return {
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => void set.delete(listener);
    },
    emit: (name, event) => {
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(event as never);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
};
