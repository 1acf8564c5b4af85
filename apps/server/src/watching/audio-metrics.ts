import type { LabelledFigure, MetricFamily } from '../platform/metrics/index.ts';
import type { StationFigures } from './on-air-figures.ts';
import type { ServerFigures } from './server-figures.ts';

type Family = MetricFamily<ServerFigures>;

/** Null: not known, so it is left out. */
const byStation = ({ onAir }: ServerFigures, value: (station: StationFigures) => number | null): LabelledFigure[] =>
  onAir.stations.flatMap((station) => {
    const known = value(station);
    return known === null ? [] : [{ labels: { station: station.name }, value: known }];
  });

const counter = (name: string, help: string, read: (audio: ServerFigures['audio']) => number): Family => ({
  name: `livestreamer_audio_${name}_total`,
  kind: 'counter',
  help,
  read: ({ audio }) => read(audio),
});

const gauge = (name: string, help: string, read: (figures: ServerFigures) => number): Family => ({
  name: `livestreamer_audio_${name}`,
  kind: 'gauge',
  help,
  read,
});

/** Sources, listeners, and what is between them. */
export const AUDIO_METRICS: readonly Family[] = [
  gauge('listeners', 'Open audio responses of people now, on all stations.', ({ onAir }) => onAir.listeners),
  {
    ...gauge('station_listeners', '', () => 0),
    help: 'The same by station on air: fifty, those with something wrong first, then those with the most; and (others).',
    labels: ['station'],
    read: (figures) => [
      ...byStation(figures, ({ listeners }) => listeners),
      ...(figures.onAir.otherListeners > 0
        ? [{ labels: { station: '(others)' }, value: figures.onAir.otherListeners }]
        : []),
    ],
  },
  gauge('responses', 'Open audio responses now, probes of browsers included.', ({ audio }) => audio.responses),
  gauge('listeners_max', 'Listeners that this server takes.', ({ maxListeners }) => maxListeners),
  counter('joins', 'Audio responses begun.', ({ joins }) => joins),
  counter('burst_joins', 'Of these, those that got the last seconds at once.', ({ burstJoins }) => burstJoins),
  counter('sent_bytes', 'Audio handed to the sockets of listeners.', ({ sentBytes }) => sentBytes),
  counter('slices_late', 'Turns of listeners that had not taken the slice before.', ({ lateSlices }) => lateSlices),
  counter('skips', 'Listeners that fell behind and were moved to live.', ({ skips }) => skips),
  counter('drops', 'Listeners that took nothing for too long and were cut.', ({ drops }) => drops),
  counter('listeners_refused', 'Listeners for whom there was no place.', ({ refusedListeners }) => refusedListeners),
  {
    ...gauge('sources', '', () => 0),
    help: 'Stations on air now: live, or held while their source is away.',
    labels: ['state'],
    read: ({ onAir }) => [
      { labels: { state: 'live' }, value: onAir.live },
      { labels: { state: 'held' }, value: onAir.held },
    ],
  },
  {
    ...gauge('station_source_lost_seconds', '', () => 0),
    help: 'How long the source of a station on air has been away; 0 while it is there.',
    labels: ['station'],
    read: (figures) => byStation(figures, ({ lostMs }) => lostMs / 1_000),
  },
  {
    ...gauge('station_dead_air', '', () => 0),
    help: '1 while a station on air sends nothing but silence for longer than it may; missing where that is not known (AAC, Ogg).',
    labels: ['station'],
    read: (figures) => byStation(figures, ({ isDeadAir }) => (isDeadAir === null ? null : Number(isDeadAir))),
  },
  counter('sources_taken', 'Sources let in.', ({ sources }) => sources),
  counter('sources_refused', 'Sources refused, for whatever reason.', ({ refusedSources }) => refusedSources),
  counter(
    'sources_replaced',
    'Sources replaced by a newer one of their owner.',
    ({ replacedSources }) => replacedSources,
  ),
  counter('sources_lost', 'Sources lost in the middle of a show.', ({ lostSources }) => lostSources),
  counter('shows_abandoned', 'Shows whose source did not come back in time.', ({ abandonedMounts }) => abandonedMounts),
  counter('source_skipped_bytes', 'Bytes of sources that belonged to no frame.', ({ skippedBytes }) => skippedBytes),
  counter(
    'permits_withdrawn',
    'Shows ended because they were not allowed any more.',
    ({ withdrawnPermits }) => withdrawnPermits,
  ),
  counter('heads_slow', 'Connections closed because their request took too long.', ({ slowHeads }) => slowHeads),
  counter('heads_bad', 'Connections closed because what they sent is no request.', ({ badHeads }) => badHeads),
  counter('addresses_refused', 'Connections of banned addresses refused.', ({ refusedAddresses }) => refusedAddresses),
  gauge('recordings', 'Recordings that are being written now.', ({ audio }) => audio.recordings),
  counter('recorded_bytes', 'Written by recordings.', ({ recordedBytes }) => recordedBytes),
  counter(
    'recording_frames_dropped',
    'Frames missing in recordings, because the disk was too slow.',
    ({ droppedRecordingFrames }) => droppedRecordingFrames,
  ),
  counter('recordings_failed', 'Recordings that ended before their show.', ({ failedRecordings }) => failedRecordings),
  counter(
    'unmeasured_seconds',
    'Audio whose level nobody measured, because there was too much.',
    ({ unmeasuredMs }) => unmeasuredMs / 1_000,
  ),
  counter(
    'level_restarts',
    'How often what measures levels had to be started anew.',
    ({ failedLevelProcesses }) => failedLevelProcesses,
  ),
];
