import { CHECK_IDS, type Check, type CheckId, type CheckRun } from '@livestreamer/contracts';

const THEN = '2026-11-20T20:15:00.000Z';

const found = (id: CheckId, state: Check['state'], sentence: string, advice: string | null = null): Check => ({
  ...{ id, title: id, state, sentence, advice },
});

const WELL: readonly Check[] = [
  found('ports', 'ok', 'The server answers on http://127.0.0.1:8000, in 3 ms.'),
  found(
    'disk',
    'ok',
    '38.4 GB are free on the disk of /data/recordings: room for 663 hours of recordings at 128 kbps.',
  ),
];

const TROUBLES: readonly Check[] = [
  found(
    'redis',
    'warning',
    'Redis keeps nothing on disk: when the machine restarts in the middle of a show, the hearts of the last ten seconds are lost.',
    '# redis.conf\nappendonly yes',
  ),
  found('mail', 'skipped', 'SMTP_URL is not set: letters are printed instead of sent.'),
  found(
    'addresses',
    'failed',
    'TRUSTED_PROXIES does not name the proxy 172.18.0.3: to the server everybody behind it is one and the same.',
    'TRUSTED_PROXIES=172.18.0.3\n# in Compose, where that address changes\nTRUSTED_PROXIES=uniquelocal',
  ),
  found(
    'websocket',
    'failed',
    'A WebSocket is not let through: the answer is 404. Pages fall back to server-sent events.',
    '# nginx, in the location that passes /api/v1/realtime\nproxy_http_version 1.1;\nproxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection "upgrade";',
  ),
];

/** A look that is over and found this and that. */
export const TROUBLED_RUN: CheckRun = { startedAt: THEN, finishedAt: THEN, checks: [...WELL, ...TROUBLES] };

/** A look that goes on. */
export const RUN_UNDER_WAY: CheckRun = { startedAt: THEN, finishedAt: null, checks: [...WELL] };

/** A look that found nothing to be done. */
export const WELL_RUN: CheckRun = {
  startedAt: THEN,
  finishedAt: THEN,
  checks: CHECK_IDS.map((id) => found(id, 'ok', `All is as it should be (${id}).`)),
};
