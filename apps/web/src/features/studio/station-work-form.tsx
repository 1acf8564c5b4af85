import { HEARTS_FROM, LIMITS, type StationSettings, setStationSettings } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import styles from './studio.module.scss';
import { TimeZoneField } from './time-zone-field.tsx';
import { useStudioRefresh } from './use-studio.ts';

const GIGABYTE = 1_000_000_000;

interface StationWorkFormProps {
  readonly station: string;
  readonly settings: StationSettings;
}

/** How a station works: hearts, time zone, and what becomes of recordings. */
export const StationWorkForm = ({ station, settings }: StationWorkFormProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const refresh = useStudioRefresh();
  const [chosen, setChosen] = useState(settings);
  const { heartsFrom, timeZone, recordShows, offerDownloads } = chosen;
  const { field, onSubmit, busy, done, problem } = useRouteForm({
    body: formBody,
    defaultValues: {
      keepRecordingsDays: settings.keepRecordingsDays?.toString() ?? '',
      recordingsQuotaBytes:
        settings.recordingsQuotaBytes === null ? '' : String(settings.recordingsQuotaBytes / GIGABYTE),
    },
    send: ({ keepRecordingsDays, recordingsQuotaBytes }) =>
      rest.call(setStationSettings, {
        params: { station },
        body: {
          heartsFrom,
          timeZone,
          recordShows,
          offerDownloads,
          keepRecordingsDays: keepRecordingsDays.trim() === '' ? null : Number(keepRecordingsDays),
          recordingsQuotaBytes: bytesOf(recordingsQuotaBytes),
        },
      }),
    onDone: () => void refresh(),
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <SelectField
        label={t('studio.work.hearts')}
        value={heartsFrom}
        options={HEARTS_FROM.map((value) => ({ value, text: t(`studio.work.heartsFrom.${value}`) }))}
        onChoose={(value) => setChosen({ ...chosen, heartsFrom: value })}
      />
      <TimeZoneField value={timeZone} onChoose={(zone) => setChosen({ ...chosen, timeZone: zone })} />
      <div>
        <label className={styles['choice']}>
          <input
            type="checkbox"
            checked={recordShows}
            onChange={({ target }) => setChosen({ ...chosen, recordShows: target.checked })}
          />
          {t('studio.work.record')}
        </label>
        <p className={styles['hint']}>{t('studio.work.recordHint')}</p>
        <label className={styles['choice']}>
          <input
            type="checkbox"
            checked={offerDownloads}
            onChange={({ target }) => setChosen({ ...chosen, offerDownloads: target.checked })}
          />
          {t('studio.work.downloads')}
        </label>
      </div>
      <Field
        {...field('keepRecordingsDays')}
        inputMode="numeric"
        label={t('studio.work.keep')}
        hint={t('studio.work.keepHint')}
        autoComplete="off"
      />
      <Field
        {...field('recordingsQuotaBytes')}
        inputMode="decimal"
        label={t('studio.work.quota')}
        hint={t('studio.work.quotaHint')}
        autoComplete="off"
      />
      <div className={styles['buttons']}>
        <Button type="submit" busy={busy}>
          {t('studio.save')}
        </Button>
        {done && !busy && <Done>{t('studio.saved')}</Done>}
      </div>
    </form>
  );
};

/** A comma is a point where people write it so. */
const bytesOf = (gigabytes: string): number | null =>
  gigabytes.trim() === '' ? null : Math.round(Number(gigabytes.replace(',', '.')) * GIGABYTE);

const { min: leastBytes, max: mostBytes } = LIMITS.recordingsQuotaBytes;

const formBody = z.object({
  keepRecordingsDays: z.string().refine((text) => {
    const days = Number(text);
    return text.trim() === '' || (Number.isInteger(days) && days >= 1 && days <= LIMITS.keepRecordingsDays.max);
  }),
  recordingsQuotaBytes: z.string().refine((text) => {
    const bytes = bytesOf(text);
    return bytes === null || (bytes >= leastBytes && bytes <= mostBytes);
  }),
});
