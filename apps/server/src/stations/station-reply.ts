import { artworkOf, type LiveBroadcast, type Station, type StationPage } from '@livestreamer/contracts';
import type { StationPageFacts } from './station-page-read-model.ts';
import type { StationRecord } from './station-store.ts';

interface ReplyParts {
  readonly live: LiveBroadcast | null;
  readonly editable: boolean;
}

/** A station as lists show it. */
export const stationReply = (
  { slug, name, isDefault, accent, artworkId }: StationRecord,
  { live, editable }: ReplyParts,
): Station => ({
  slug,
  name,
  default: isDefault,
  accent,
  artwork: artworkId === null ? null : artworkOf(artworkId),
  live,
  editable,
});

interface PageParts extends ReplyParts {
  readonly facts: StationPageFacts;
}

/** A station as its own page shows it. */
export const stationPageReply = (station: StationRecord, { facts, ...parts }: PageParts): StationPage => ({
  ...stationReply(station, parts),
  ...facts,
  links: [...facts.links],
  heartsFrom: station.heartsFrom,
});
