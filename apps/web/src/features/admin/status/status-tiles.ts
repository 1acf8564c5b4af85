import type { TFunction } from 'i18next';
import { wordDuration } from '../../../lib/duration.ts';
import { grownBy, type StatusHistory, type StatusSample } from './status-history.ts';

/** One figure with what belongs to it. */
export interface StatusTile {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly facts: readonly string[];
  /** Somebody should look at it. */
  readonly isBad: boolean;
  readonly line?: { readonly values: readonly (number | null)[]; readonly least: number };
}

/** From where on somebody should look; the alert rules in deploy/watching begin there too. */
const BAD = {
  loopDelayMs: 100,
  letterSeconds: 900,
  jobSeconds: 300,
  diskShare: 0.1,
  openFilesShare: 0.85,
  certificateDays: 14,
} as const;

/** A rate after the first answer. */
const NOT_YET = '–';

/** Numbers as people of a language write them. */
const numbersOf = (language: string) => {
  const format = (options: Intl.NumberFormatOptions) => (value: number) =>
    new Intl.NumberFormat(language, options).format(value);
  const [megabytes, gigabytes] = (['megabyte', 'gigabyte'] as const).map((unit) =>
    format({ style: 'unit', unit, maximumFractionDigits: unit === 'gigabyte' ? 1 : 0 }),
  );
  return {
    count: format({}),
    percent: format({ style: 'percent' }),
    ms: format({ style: 'unit', unit: 'millisecond', maximumFractionDigits: 1 }),
    megabits: (bits: number) =>
      format({ style: 'unit', unit: 'megabit-per-second', maximumFractionDigits: 1 })(bits / 1e6),
    bytes: (bytes: number) => (bytes < 1e9 ? megabytes?.(bytes / 1e6) : gigabytes?.(bytes / 1e9)) ?? '',
  };
};

/** What the status page shows, the most important first. */
export const statusTilesOf = (
  { now, samples }: StatusHistory,
  { t, language }: { readonly t: TFunction; readonly language: string },
): StatusTile[] => {
  const { count, percent, ms, megabits, bytes } = numbersOf(language);
  const { audio, loopDelay, realtime, chat, mail, jobs, database, redis, disk, process, certificateDays } = now;
  const { sentBitsPerSecond: sentBits = null, cpuShare = null } = samples.at(-1) ?? {};
  const unknown = t('admin.status.unknown');
  const line = (value: (sample: StatusSample) => number | null, least: number) => ({
    line: { values: samples.map(value), least },
  });
  const recentDrops = grownBy(samples, ({ drops }) => drops);
  const recentSkips = grownBy(samples, ({ skips }) => skips);
  const { openFiles, mostOpenFiles } = process;
  const long = (seconds: number) => wordDuration(t, seconds * 1_000);
  const tile = (name: string, tile: Omit<StatusTile, 'name' | 'label'>, label: string): StatusTile => ({
    name,
    label,
    ...tile,
  });

  return [
    tile(
      'listeners',
      {
        value: count(audio.listeners),
        facts: [t('admin.status.ofMost', { most: audio.maxListeners })],
        isBad: audio.listeners >= audio.maxListeners,
        ...line(({ listeners }) => listeners, 10),
      },
      t('admin.status.listeners'),
    ),
    tile(
      'loop',
      {
        value: loopDelay ? ms(loopDelay.p99Ms) : NOT_YET,
        facts: loopDelay
          ? [t('admin.status.loopFacts', { usual: ms(loopDelay.p50Ms), most: ms(loopDelay.maxMs) })]
          : [],
        isBad: loopDelay !== null && loopDelay.p99Ms >= BAD.loopDelayMs,
        ...line(({ loopDelayMs }) => loopDelayMs, 20),
      },
      t('admin.status.loop'),
    ),
    tile(
      'sending',
      {
        value: sentBits === null ? NOT_YET : megabits(sentBits),
        facts: [t('admin.status.late', { late: audio.lateSlices })],
        isBad: false,
        ...line(({ sentBitsPerSecond }) => sentBitsPerSecond, 1e6),
      },
      t('admin.status.sending'),
    ),
    tile(
      'processor',
      {
        value: cpuShare === null ? NOT_YET : percent(cpuShare),
        facts: [t('admin.status.memory', { size: bytes(process.residentBytes) })],
        isBad: false,
        ...line(({ cpuShare }) => cpuShare, 1),
      },
      t('admin.status.processor'),
    ),
    tile(
      'lost',
      {
        value: count(recentDrops),
        facts: [
          t('admin.status.skipped', { skips: recentSkips }),
          t('admin.status.dropsSince', { drops: audio.drops }),
        ],
        isBad: recentDrops > 0,
      },
      t('admin.status.drops'),
    ),
    tile(
      'pages',
      {
        value: count(realtime.webSockets + realtime.eventStreams),
        facts: [
          t('admin.status.people', { members: realtime.members, visitors: realtime.visitors }),
          t('admin.status.outbox', { size: bytes(realtime.outboxBytes) }),
        ],
        isBad: false,
      },
      t('admin.status.pages'),
    ),
    tile(
      'chat',
      { value: count(chat.messages), facts: [t('admin.status.refused', { refused: chat.refused })], isBad: false },
      t('admin.status.chat'),
    ),
    tile(
      'database',
      database
        ? {
            value: `${count(database.inUse)} / ${count(database.connections)}`,
            facts: [
              t('admin.status.inUse'),
              t('admin.status.databaseWaiting', { waiting: database.waiting }),
              t('admin.status.databaseLost', { lost: database.lost }),
            ],
            isBad: database.waiting > 0,
          }
        : { value: unknown, facts: [], isBad: true },
      'PostgreSQL',
    ),
    ...(redis
      ? [
          tile(
            'redis',
            {
              value: t(redis.connected ? 'admin.status.connected' : 'admin.status.away'),
              facts: [t('admin.status.reconnects', { reconnects: redis.reconnects })],
              isBad: !redis.connected,
            },
            'Redis',
          ),
        ]
      : []),
    tile(
      'mail',
      mail
        ? {
            value: t('admin.status.waiting', { waiting: mail.waiting }),
            facts: [
              ...(mail.waiting > 0 ? [t('admin.status.oldest', { long: long(mail.oldestSeconds) })] : []),
              t('admin.status.givenUp', { letters: mail.givenUp }),
            ],
            isBad: mail.oldestSeconds >= BAD.letterSeconds,
          }
        : { value: unknown, facts: [], isBad: true },
      t('admin.status.mail'),
    ),
    tile(
      'jobs',
      jobs
        ? {
            value: t('admin.status.waiting', { waiting: jobs.due }),
            facts: [t('admin.status.jobFacts', { underWay: jobs.underWay, failed: jobs.failed })],
            isBad: jobs.failed > 0 || jobs.oldestDueSeconds >= BAD.jobSeconds,
          }
        : { value: unknown, facts: [], isBad: true },
      t('admin.status.jobs'),
    ),
    tile(
      'disk',
      disk
        ? {
            value: bytes(disk.freeBytes),
            facts: [t('admin.status.diskOf', { size: bytes(disk.totalBytes) })],
            isBad: disk.freeBytes < BAD.diskShare * disk.totalBytes,
          }
        : { value: unknown, facts: [], isBad: true },
      t('admin.status.disk'),
    ),
    tile(
      'recordings',
      {
        value: count(audio.recordings),
        facts: [
          t('admin.status.framesMissing', { frames: audio.droppedRecordingFrames }),
          t('admin.status.recordingsFailed', { failed: audio.failedRecordings }),
        ],
        isBad: audio.failedRecordings > 0,
      },
      t('admin.status.recordings'),
    ),
    ...(openFiles === null
      ? []
      : [
          tile(
            'files',
            {
              value: count(openFiles),
              facts: mostOpenFiles === null ? [] : [t('admin.status.ofMost', { most: mostOpenFiles })],
              isBad: mostOpenFiles !== null && openFiles > BAD.openFilesShare * mostOpenFiles,
            },
            t('admin.status.files'),
          ),
        ]),
    ...(certificateDays === null
      ? []
      : [
          tile(
            'certificate',
            {
              value: t('admin.status.days', { count: Math.max(0, Math.floor(certificateDays)) }),
              facts: [],
              isBad: certificateDays < BAD.certificateDays,
            },
            t('admin.status.certificate'),
          ),
        ]),
  ];
};
