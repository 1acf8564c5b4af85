import type { Clock } from '@livestreamer/clock';
import type { Audio, AudioCounters } from '../audio/index.ts';
import type { Broadcasts } from '../broadcasts/index.ts';
import type { Chat } from '../chat/index.ts';
import type { Mail } from '../mail/index.ts';
import type { Http } from '../platform/http/index.ts';
import type { Chance, Dependency, Disk, DiskFigures, Readiness, ReadinessReport } from '../platform/index.ts';
import type { JobFigures, Jobs } from '../platform/jobs/index.ts';
import {
  type CertificateWatch,
  countOpenFiles,
  createKeptReading,
  type LoopDelay,
  type LoopWatch,
  type ProcessFigures,
  readProcessFigures,
} from '../platform/metrics/index.ts';
import type { PoolFigures, PostgresPart } from '../platform/postgres/index.ts';
import type { Realtime, RealtimeReport } from '../realtime/index.ts';
import { type OnAirFigures, onAirFigures } from './on-air-figures.ts';

/** What there is to know of a running server, at one moment. Null: not known just now. */
export interface ServerFigures {
  /** Names this run among those of all servers. */
  readonly run: string;
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly readiness: ReadinessReport;
  readonly onAir: OnAirFigures;
  readonly audio: Readonly<AudioCounters> & { readonly responses: number; readonly recordings: number };
  readonly maxListeners: number;
  readonly realtime: RealtimeReport;
  readonly broadcasts: ReturnType<Broadcasts['report']>;
  readonly chat: Chat['counters'];
  readonly letterCounters: Mail['counters'];
  readonly letters: Awaited<ReturnType<Mail['figures']>> | null;
  readonly jobs: JobFigures | null;
  readonly pool: PoolFigures | null;
  /** Null: there is no Redis. */
  readonly redis: CacheFigures | null;
  readonly disk: DiskFigures | null;
  readonly process: ProcessFigures;
  readonly openFiles: number | null;
  readonly mostOpenFiles: number | null;
  readonly loopDelay: LoopDelay | null;
  readonly http: ReturnType<Http['report']>;
  readonly certificateDays: number | null;
}

/** Redis, as far as it is looked at here. */
interface CacheFigures {
  readonly isConnected: boolean;
  /** How often it was there again after it was lost. */
  readonly reconnects: number;
}

/** Where figures come from. */
export interface WatchedModules {
  readonly database: Pick<PostgresPart, 'name' | 'check' | 'figures'>;
  /** Its figures are null where there is none. */
  readonly cache: Dependency & { figures(): CacheFigures | null };
  readonly jobs: Pick<Jobs, 'name' | 'check' | 'figures'>;
  readonly mail: Pick<Mail, 'counters' | 'figures'>;
  readonly audio: Pick<Audio, 'counters' | 'responses' | 'recorder' | 'mounts' | 'levels'>;
  readonly realtime: Pick<Realtime, 'report'>;
  readonly broadcasts: Pick<Broadcasts, 'report'>;
  readonly chat: Pick<Chat, 'counters'>;
}

interface FiguresOptions extends WatchedModules {
  readonly version: string;
  readonly readiness: Readiness;
  readonly disk: Disk;
  readonly certificate: Pick<CertificateWatch, 'remainingDays'>;
  readonly http: () => Pick<Http, 'report'>;
  readonly maxListeners: number;
  readonly mostOpenFiles: number | null;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'shortId'>;
}

/** What the database or a disk is asked for is asked at most so often, and not waited for any longer. */
const KEPT = { maxAgeMs: 5_000, deadlineMs: 1_000 } as const;

/** Returns what takes them together; who asks brings a watch over the event loop of their own, because reading it begins anew. */
export const createServerFigures = (
  options: FiguresOptions,
): ((loop: Pick<LoopWatch, 'take'>) => Promise<ServerFigures>) => {
  const { version, readiness, disk, certificate, http, maxListeners, mostOpenFiles, clock } = options;
  const { database, cache, jobs, mail, audio, realtime, broadcasts, chat } = options;
  const startedMs = clock.monotonicMs();
  const run = options.chance.shortId();
  const letterFigures = createKeptReading({ read: mail.figures, ...KEPT, clock });
  const jobFigures = createKeptReading({ read: jobs.figures, ...KEPT, clock });
  const diskFigures = createKeptReading({ read: disk.figures, ...KEPT, clock });
  const openFileCount = createKeptReading({ read: countOpenFiles, ...KEPT, clock });

  return async (loop) => {
    const loopDelay = loop.take();
    const [ready, letters, queue, room, openFiles] = await Promise.all([
      readiness.report(),
      letterFigures(),
      jobFigures(),
      diskFigures(),
      openFileCount(),
    ]);
    return {
      run,
      version,
      uptimeSeconds: (clock.monotonicMs() - startedMs) / 1_000,
      readiness: ready,
      onAir: onAirFigures(audio),
      audio: { ...audio.counters, responses: audio.responses, recordings: audio.recorder.running },
      maxListeners,
      realtime: realtime.report(),
      broadcasts: broadcasts.report(),
      chat: chat.counters,
      letterCounters: mail.counters,
      letters,
      jobs: queue,
      pool: database.figures(),
      redis: cache.figures(),
      disk: room,
      process: readProcessFigures(),
      openFiles,
      mostOpenFiles,
      loopDelay,
      http: http().report(),
      certificateDays: certificate.remainingDays(),
    };
  };
};
