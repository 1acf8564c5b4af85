import type { Check, CheckId } from '@livestreamer/contracts';

/** What a check has found. */
export type Finding = Pick<Check, 'state' | 'sentence' | 'advice'>;

/** All is as it should be. */
export const fine = (sentence: string): Finding => ({ state: 'ok', sentence, advice: null });
/** It works, and could be better. `advice`: lines to paste. */
export const warning = (sentence: string, advice: string | null = null): Finding => ({
  state: 'warning',
  sentence,
  advice,
});
/** Something that people will notice is broken. */
export const failed = (sentence: string, advice: string | null = null): Finding => ({
  state: 'failed',
  sentence,
  advice,
});
/** There was nothing to look at. */
export const skipped = (sentence: string, advice: string | null = null): Finding => ({
  state: 'skipped',
  sentence,
  advice,
});

/** What was found at a place for which a proxy may have a configuration of its own, such as `/stream`. */
export const under = (place: string, { sentence, ...rest }: Finding): Finding => ({
  ...rest,
  sentence: `${sentence} It is so under ${place}.`,
});

/** What each check looks at. */
export const CHECK_TITLES: Readonly<Record<CheckId, string>> = {
  ports: 'Port',
  'file-descriptors': 'Open files',
  clock: 'Clock',
  disk: 'Disk',
  database: 'PostgreSQL',
  redis: 'Redis',
  mail: 'Mail',
  tls: 'Certificate',
  reach: 'Public address',
  addresses: 'Addresses of callers',
  scheme: 'Host and scheme',
  headers: 'Headers and cookies',
  websocket: 'WebSocket',
  events: 'Server-sent events',
  audio: 'Audio to listeners',
  uploads: 'Audio from sources',
  'upload-size': 'Size of uploads',
  sources: 'DJ tools',
};
