import { getServerStatus, type ServerStatus } from '@livestreamer/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { wordDuration } from '../../../lib/duration.ts';
import { errorText } from '../../../lib/error-text.ts';
import { timeText } from '../../../lib/moment-text.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Problem } from '../../../ui/notice/notice.tsx';
import { PageSection } from '../../../ui/page-section/page-section.tsx';
import { Failed, Waiting } from '../admin-list.tsx';
import { adminKey } from '../use-admin.ts';
import styles from './server-status.module.scss';
import { Sparkline } from './sparkline.tsx';
import { type StatusHistory, withStatus } from './status-history.ts';
import { type StatusTile, statusTilesOf } from './status-tiles.ts';

const ASK_EVERY_MS = 2_000;

/** The server that answers, as it is now; asked again and again while the page is in sight. */
export const ServerStatusBoard = () => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const queryKey = adminKey('status');
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: async () =>
      withStatus(queries.getQueryData<StatusHistory>(queryKey), await rest.call(getServerStatus, {})),
    refetchInterval: ASK_EVERY_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (isPending) return <Waiting />;
  if (!data) return <Failed error={error} onRetry={() => void refetch()} />;
  const { now } = data;
  return (
    <>
      {error && (
        <Problem>
          {errorText(t, error)} {t('admin.status.asOf', { time: timeText(i18n.language, now.at) })}
        </Problem>
      )}
      <Readiness status={now} />
      <dl className={styles['tiles']} data-stale={error !== null}>
        {statusTilesOf(data, { t, language: i18n.language }).map((tile) => (
          <Tile key={tile.name} tile={tile} />
        ))}
      </dl>
      <OnAir stations={now.audio.stations} />
    </>
  );
};

const Readiness = ({ status }: { readonly status: ServerStatus }) => {
  const { t } = useTranslation();
  const { ready, dependencies, version, uptimeSeconds } = status;
  const uptime = wordDuration(t, uptimeSeconds * 1_000);
  return (
    <div className={styles['readiness']} data-ready={ready}>
      <strong>{t(ready ? 'admin.status.ready' : 'admin.status.notReady')}</strong>
      <ul className={styles['dependencies']} aria-label={t('admin.status.needs')}>
        {dependencies.map(({ name, well, reason }) => (
          <li key={name} data-well={well}>
            {well ? t('admin.status.well', { name }) : reason}
          </li>
        ))}
      </ul>
      <span className={styles['quiet']}>{t('admin.status.runs', { version, uptime })}</span>
    </div>
  );
};

const Tile = ({ tile: { label, value, facts, isBad, line } }: { readonly tile: StatusTile }) => {
  const { t } = useTranslation();
  return (
    <div className={styles['tile']} data-bad={isBad}>
      <dt className={styles['quiet']}>
        {label}
        {isBad && <span className={styles['mark']}>{t('admin.status.look')}</span>}
      </dt>
      <dd className={styles['value']}>{value}</dd>
      {facts.map((fact) => (
        <dd key={fact} className={styles['quiet']}>
          {fact}
        </dd>
      ))}
      {line && (
        <dd aria-hidden>
          <Sparkline {...line} />
        </dd>
      )}
    </div>
  );
};

const OnAir = ({ stations }: { readonly stations: ServerStatus['audio']['stations'] }) => {
  const { t, i18n } = useTranslation();
  const stateOf = ({ state, lostSeconds, deadAir }: (typeof stations)[number]): string => {
    if (state === 'held') return t('admin.status.sourceLost', { seconds: Math.round(lostSeconds) });
    return t(deadAir ? 'admin.status.deadAir' : 'admin.status.live');
  };
  return (
    <PageSection heading={t('admin.status.onAir')}>
      {stations.length === 0 ? (
        <p className={styles['quiet']}>{t('admin.status.nothingOnAir')}</p>
      ) : (
        <table className={styles['stations']}>
          <thead>
            <tr>
              <th scope="col">{t('admin.status.station')}</th>
              <th scope="col">{t('admin.status.state')}</th>
              <th scope="col">{t('admin.status.listeners')}</th>
            </tr>
          </thead>
          <tbody>
            {stations.map((station) => (
              <tr key={station.station} data-bad={station.deadAir === true || station.state === 'held'}>
                <th scope="row">{station.station}</th>
                <td>{stateOf(station)}</td>
                <td>{station.listeners.toLocaleString(i18n.language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PageSection>
  );
};
