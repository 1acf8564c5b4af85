/** Stations: the permanent public places of broadcasters. */
export { feedPicturePath } from './artwork/picture-files.ts';
export { makeDefaultStation } from './default-station.ts';
export type { StationRecord } from './station-store.ts';
export { createStations, type Stations } from './stations.ts';
