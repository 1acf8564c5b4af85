import { artworkOf, type LiveBroadcast, type Station, type StationPage } from '@livestreamer/contracts';
import type { StationPageFacts } from './station-page-read-model.ts';
import type { StationRecord } from './station-store.ts';

/** A station as lists show it. */
export const stationReply = (
  { slug, name, isDefault, accent, artworkId }: StationRecord,
  live: LiveBroadcast | null,
): Station => ({
  slug,
  name,
  default: isDefault,
  accent,
  artwork: artworkId === null ? null : artworkOf(artworkId),
  live,
});

interface PageParts {
  readonly facts: StationPageFacts;
  readonly live: LiveBroadcast | null;
  readonly editable: boolean;
}

/** A station as its own page shows it. */
export const stationPageReply = (station: StationRecord, { facts, live, editable }: PageParts): StationPage => ({
  ...stationReply(station, live),
  ...facts,
  links: [...facts.links],
  heartsFrom: station.heartsFrom,
  editable,
});
