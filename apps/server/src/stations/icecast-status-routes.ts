import { AUDIO_MEDIA_TYPES, type AudioFormat, type LiveBroadcast, streamPath } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { type OnAirStation, onAirStations } from './on-air-stations-read-model.ts';

export interface IcecastStatusOptions {
  readonly sql: Sql;
  readonly onAirNow: (stationId: string) => Promise<LiveBroadcast | null>;
  /** What this process carries on a station; null: another does, or nothing came yet. */
  readonly audioOf: (stationId: string) => { format: AudioFormat | null; bitrateKbps: number | null } | null;
  /** Where people reach the server, without a slash at its end. */
  readonly siteUrl: () => string;
}

/** Tools that poll it want their own mount; directories look no further. */
const MOST_SOURCES = 100;

/**
 * `/status-json.xsl` as Icecast 2.4 answers it, with what of it is known here: butt shows its listeners from it, directories the title.
 * `source` is an object when one is on air, a list when several are, and left out when none is (docs/protocols/listening.md).
 */
export const icecastStatusRoutes = ({ sql, onAirNow, audioOf, siteUrl }: IcecastStatusOptions) => {
  const sourceOf = async (station: OnAirStation, asked: string | null) => {
    const live = await onAirNow(station.id);
    if (!live || (asked !== null && !mountsOf(station).includes(asked))) return [];
    const { format = null, bitrateKbps = null } = audioOf(station.id) ?? {};
    const mount = asked ?? streamPath(station.isDefault ? undefined : station.slug);
    return [
      {
        listenurl: `${siteUrl()}${mount}`,
        listeners: live.listeners,
        listener_peak: Math.max(station.peak, live.listeners),
        server_name: station.name,
        server_description: live.title,
        ...(format !== null && { server_type: AUDIO_MEDIA_TYPES[format] }),
        ...(bitrateKbps !== null && { bitrate: bitrateKbps }),
        title: live.nowPlaying ?? live.title,
        stream_start_iso8601: live.startedAt,
      },
    ];
  };

  return (registrar: RouteRegistrar): void => {
    registrar.addDocument({ path: '/status-json.xsl', access: 'public' }, async ({ query }) => {
      const asked = query['mount'] ?? null;
      const stations = await onAirStations(sql, { limit: MOST_SOURCES });
      const sources = (await Promise.all(stations.map((station) => sourceOf(station, asked)))).flat();
      const [first] = sources;
      const source = sources.length > 1 ? { source: sources } : first ? { source: first } : {};
      const icestats = { server_id: 'LiveStreamer', host: new URL(siteUrl()).hostname, ...source };
      return { contentType: 'application/json; charset=utf-8', cache: 'no-store', body: JSON.stringify({ icestats }) };
    });
  };
};

/** All that a tool may have been told to send to. */
const mountsOf = ({ slug, isDefault }: OnAirStation): string[] =>
  [...(isDefault ? [streamPath()] : []), streamPath(slug)].flatMap((path) => [path, `${path}.mp3`]);
