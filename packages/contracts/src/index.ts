/** What two programs of LiveStreamer must agree on, stated once. */
export * from './audio.ts';
export * from './close-codes.ts';
export * from './error-codes.ts';
export * from './limits.ts';
export * from './live.ts';
export * from './permissions.ts';
export * from './problem-details.ts';
export * from './realtime.ts';
export * from './rest/rest-accounts.ts';
export * from './rest/rest-broadcasts.ts';
export * from './rest/rest-route.ts';
export * from './rest/rest-routes-table.ts';
export * from './rest/rest-stations.ts';
