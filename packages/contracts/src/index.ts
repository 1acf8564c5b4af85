/** What two programs of LiveStreamer must agree on, stated once. */
export * from './accent-colour.ts';
export * from './audio.ts';
export * from './audit-actions.ts';
export * from './chat.ts';
export * from './close-codes.ts';
export * from './error-codes.ts';
export * from './letter-languages.ts';
export * from './letter-links.ts';
export * from './limits.ts';
export * from './live.ts';
export * from './permissions.ts';
export * from './problem-details.ts';
export * from './realtime.ts';
export * from './reserved-slugs.ts';
export * from './rest/index.ts';
export * from './tracklist-text.ts';
