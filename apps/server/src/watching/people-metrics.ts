import type { MetricFamily } from '../platform/metrics/index.ts';
import type { RealtimeReport } from '../realtime/index.ts';
import type { ServerFigures } from './server-figures.ts';

type Family = MetricFamily<ServerFigures>;

const realtime = (name: string, help: string, read: (report: RealtimeReport) => number): Family => ({
  name: `livestreamer_realtime_${name}`,
  kind: name.endsWith('_total') ? 'counter' : 'gauge',
  help,
  read: (figures) => read(figures.realtime),
});

const counter = (name: string, help: string, read: (figures: ServerFigures) => number): Family => ({
  name: `livestreamer_${name}_total`,
  kind: 'counter',
  help,
  read,
});

/** By a label whose values are ours and few. */
const byLabel = (label: string, counted: ReadonlyMap<string, number>) =>
  [...counted].map(([name, value]) => ({ labels: { [label]: name }, value }));

/** Pages that follow a station, chat, and shows. */
export const PEOPLE_METRICS: readonly Family[] = [
  {
    ...realtime('sockets', 'Pages connected now, by how.', () => 0),
    labels: ['kind'],
    read: ({ realtime: { webSockets, eventStreams } }) => [
      { labels: { kind: 'websocket' }, value: webSockets },
      { labels: { kind: 'sse' }, value: eventStreams },
    ],
  },
  {
    ...realtime('people', 'Who is in rooms through this server, each person once.', () => 0),
    labels: ['kind'],
    read: ({ realtime: { members, visitors } }) => [
      { labels: { kind: 'member' }, value: members },
      { labels: { kind: 'visitor' }, value: visitors },
    ],
  },
  realtime('rooms', 'Rooms kept on this server now.', ({ rooms }) => rooms),
  realtime('outbox_bytes', 'Written for pages and not taken by the kernel yet.', ({ outboxBytes }) => outboxBytes),
  realtime('opened_total', 'Connections accepted.', ({ opened }) => opened),
  {
    ...realtime('closes_total', 'Connections that are gone, by the code that was said last.', () => 0),
    labels: ['code'],
    read: ({ realtime: { closes } }) => byLabel('code', closes),
  },
  {
    ...realtime('refused_total', 'Connections refused, by why.', () => 0),
    labels: ['reason'],
    read: ({ realtime: { refusedOrigins, refusedAddresses, refusedPeople, refusedUnknown } }) => [
      { labels: { reason: 'origin' }, value: refusedOrigins },
      { labels: { reason: 'address' }, value: refusedAddresses },
      { labels: { reason: 'person' }, value: refusedPeople },
      { labels: { reason: 'unknown' }, value: refusedUnknown },
    ],
  },
  realtime('slow_consumers_total', 'Closed because they read too slowly.', ({ closedSlow }) => closedSlow),
  realtime('published_total', 'Events published by this server.', ({ published }) => published),
  realtime('replaced_total', 'Figures that a newer one replaced on the way.', ({ replaced }) => replaced),
  realtime(
    'rooms_restarted_total',
    'Rooms begun anew, because events were missed.',
    ({ roomsRestarted }) => roomsRestarted,
  ),
  realtime(
    'snapshots_failed_total',
    'Rooms that could not be read and were tried again.',
    ({ failedSnapshots }) => failedSnapshots,
  ),
  realtime('heard_here_only_total', 'Events that other servers did not hear.', ({ heardHereOnly }) => heardHereOnly),
  counter('chat_messages', 'Messages stored by this server.', ({ chat }) => chat.messages),
  counter('chat_messages_held', 'Of these, those that wait for a look.', ({ chat }) => chat.heldMessages),
  {
    ...counter('chat_refusals', 'Messages that were not taken, by why.', () => 0),
    labels: ['code'],
    read: ({ chat }) => byLabel('code', chat.refused),
  },
  {
    name: 'livestreamer_broadcasts_running',
    kind: 'gauge',
    help: 'Shows that this server carries now.',
    read: ({ broadcasts }) => broadcasts.running,
  },
  counter('broadcasts_started', 'Shows begun.', ({ broadcasts }) => broadcasts.started),
  counter('broadcasts_continued', 'Shows taken up from an earlier process.', ({ broadcasts }) => broadcasts.continued),
  counter('broadcasts_ended', 'Shows ended.', ({ broadcasts }) => broadcasts.ended),
  counter(
    'broadcasts_writes_failed',
    'Writes of shows that failed and were tried again.',
    ({ broadcasts }) => broadcasts.failedWrites,
  ),
  counter('broadcasts_writes_lost', 'Writes of shows that were given up.', ({ broadcasts }) => broadcasts.lostWrites),
  counter(
    'broadcasts_live_states_failed',
    'Live states that could not be written.',
    ({ broadcasts }) => broadcasts.failedLiveStates,
  ),
];
