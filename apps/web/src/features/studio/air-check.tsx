import type { AirCheck } from '@livestreamer/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import styles from './air-check.module.scss';
import { useAirCheck } from './use-studio.ts';

/** What the meter begins with: quieter nobody hears beside a street. */
const LEAST_DB = -60;
const LOUD_DB = -1;

/** What the server hears of a show that is on. Where another server hears it, nothing is shown rather than something wrong. */
export const AirCheckPanel = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  const id = useId();
  const { data: check } = useAirCheck(station);
  if (!check?.onAir) return null;
  const { level, bitrateKbps } = check;
  return (
    <section className={styles['check']} aria-labelledby={id}>
      <div className={styles['line']}>
        <h3 id={id} className={styles['heading']}>
          {t('studio.air.check')}
        </h3>
        {bitrateKbps !== null && <span>{t('studio.air.bitrate', { kbps: bitrateKbps })}</span>}
      </div>
      {level ? (
        <div className={styles['meters']}>
          <Meter label={t('studio.air.left')} db={level.leftDb} />
          <Meter label={t('studio.air.right')} db={level.rightDb} />
        </div>
      ) : (
        <p>{t('studio.air.noLevel')}</p>
      )}
      {level && level.momentaryLufs !== null && (
        <p>{t('studio.air.loudness', { lufs: level.momentaryLufs.toFixed(1) })}</p>
      )}
      <Warnings warnings={check.warnings} quiet={level === null} />
    </section>
  );
};

const Meter = ({ label, db }: { readonly label: string; readonly db: number | null }) => {
  const { t } = useTranslation();
  const id = useId();
  const text = db === null ? t('studio.air.silent') : t('studio.air.decibels', { db: db.toFixed(0) });
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <meter id={id} min={LEAST_DB} max={0} high={LOUD_DB} optimum={-12} value={db ?? LEAST_DB}>
        {text}
      </meter>
      <span>{text}</span>
    </>
  );
};

/** Screen readers hear when a warning comes and goes, and not each second of it. */
const Warnings = ({ warnings, quiet }: { readonly warnings: AirCheck['warnings']; readonly quiet: boolean }) => {
  const { t } = useTranslation();
  const { serverTime } = useWeb();
  const nowMs = serverTime.now();
  const secondsOf = (since: string): number => Math.max(0, Math.round((nowMs - Date.parse(since)) / 1_000));
  return (
    <div role="status" aria-atomic={false} aria-relevant="additions">
      <ul className={styles['warnings']}>
        {warnings.map(({ kind, since }) => (
          <li key={kind}>{t(`studio.air.warning.${kind}`, { seconds: secondsOf(since) })}</li>
        ))}
        {warnings.length === 0 && !quiet && <li className={styles['good']}>{t('studio.air.allGood')}</li>}
      </ul>
    </div>
  );
};
