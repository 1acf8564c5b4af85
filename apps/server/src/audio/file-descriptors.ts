/** Descriptors kept for everything that is not a listener: pages, sockets of the database, files. */
const RESERVED = 256;

/** Where no limit is known (Windows), so that there is one all the same. */
const WITHOUT_LIMIT = 20_000;

/** Open files this process may have, and how many listeners that leaves room for. */
export interface FileDescriptors {
  /** The soft limit (Node raises it to the hard one at start); null when there is none to be read. */
  readonly limit: number | null;
  readonly listeners: number;
}

/** The soft limit of open files as the process report tells it; taken at start, when there are no connections to list. */
export const readFileDescriptorLimit = (): number | null => softLimitIn(process.report?.getReport());

/** `userLimits.open_files.soft` of a process report: a number, or "unlimited". */
export const softLimitIn = (report: unknown): number | null => {
  const limits = member(member(member(report, 'userLimits'), 'open_files'), 'soft');
  return typeof limits === 'number' ? limits : null;
};

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** One descriptor a listener; at least half of a very small limit goes to listeners. */
export const listenersFor = (limit: number | null): FileDescriptors => ({
  limit,
  listeners: limit === null ? WITHOUT_LIMIT : Math.max(Math.floor(limit / 2), limit - RESERVED),
});
