/** What every module may stand on. HTTP, PostgreSQL and Redis have faces of their own beside this one. */
export { type Chance, systemChance } from './chance.ts';
export { decodeCursor, encodeCursor, pageFrom } from './cursor.ts';
export { pause, withDeadline } from './deadline.ts';
export type { Dependency } from './dependency.ts';
export { createDisk, type Disk, type DiskFigures } from './disk.ts';
export { AppError } from './errors.ts';
export { createLifecycle, type Lifecycle, type Part } from './lifecycle.ts';
export { type LogFields, type Logger, silentLogger } from './logger.ts';
export { problemOf } from './problem.ts';
export { createReadiness, type Readiness, type ReadinessReport } from './readiness.ts';
export { createSealer, type Sealer } from './sealer.ts';
export { createSweeping } from './sweeping.ts';
export { createTypedEvents, type TypedEvents } from './typed-events.ts';
