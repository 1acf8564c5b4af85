/** Who hears of changes. */
export interface AccessBusListener {
  /** What this account may do, or what lets it in, has changed: on whichever node. */
  onChange(accountId: string): void;
  /** Changes may have been missed, of any account. */
  onGap(): void;
}

export interface AccessBusCounters {
  /** Changes that only this node heard of at once, because the others could not be reached. */
  heardHereOnly: number;
}

/**
 * Tells all nodes that an account was banned, deleted, signed out, had a key revoked or a role taken. Only that: each node asks the
 * database what holds now. So a change that is told twice, or by somebody who should not, does no harm.
 */
export interface AccessBus {
  readonly counters: Readonly<AccessBusCounters>;
  /** From now on `listener` hears of all changes. There is one. */
  listen(listener: AccessBusListener): void;
  /** Throws when other nodes cannot be reached in time, and has undone everything then. */
  start(): Promise<void>;
  /** Call it when the change is committed. Never fails; this node has heard of it when it returns. */
  tell(accountId: string): void;
  stop(): Promise<void>;
}

/** The bus of a single node. */
export const createAccessBus = (): AccessBus => {
  let listener: AccessBusListener | null = null;
  return {
    counters: { heardHereOnly: 0 },
    listen: (newListener) => {
      listener = newListener;
    },
    start: async () => undefined,
    tell: (accountId) => listener?.onChange(accountId),
    stop: async () => {
      listener = null;
    },
  };
};
