import { type Broadcast, deleteRecording, type Recording } from '@livestreamer/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clockDuration } from '../../lib/duration.ts';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { ButtonLink } from '../../ui/button/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button/confirm-button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './studio.module.scss';
import { TrimForm } from './trim-form.tsx';
import { useStudioAct } from './use-studio.ts';

interface RecordingDeskProps {
  readonly show: Broadcast;
  /** What the whole recording looks like, once it is ready. */
  readonly outline: ReactNode;
}

/** What was recorded of a show: how it is, what of it is played, and its end. */
export const RecordingDesk = ({ show, outline }: RecordingDeskProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { id, station, recording, deletedAt } = show;
  const removing = useStudioAct(() => rest.call(deleteRecording, { params: { id } }));
  if (!recording) return <p>{t('studio.recording.none')}</p>;
  const isReady = recording.state === 'ready';
  return (
    <>
      <p role="status">{t(`studio.recording.state.${recording.state}`)}</p>
      <Facts recording={recording} />
      {isReady && deletedAt === null && (
        <>
          <div>
            <ButtonLink look="quiet" to={`/${station}/${id}`}>
              {t('studio.recording.listen')}
            </ButtonLink>
          </div>
          <TrimForm key={JSON.stringify(recording.trim)} id={id} recording={recording} outline={outline} />
        </>
      )}
      {(isReady || recording.state === 'failed') && deletedAt === null && (
        <div className={styles['actions']}>
          {removing.error && <Problem>{errorText(t, removing.error)}</Problem>}
          <ConfirmButton
            label={t('studio.recording.delete')}
            sure={t('studio.recording.deleteSure')}
            busy={removing.isPending}
            onConfirm={() => removing.mutate()}
          />
        </div>
      )}
    </>
  );
};

const Facts = ({ recording }: { readonly recording: Recording }) => {
  const { t, i18n } = useTranslation();
  const { durationMs, bytes, loudnessLufs, format } = recording;
  const megabytes = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / 1_000_000);
  const facts = [
    [t('studio.recording.length'), clockDuration(durationMs)],
    [t('studio.recording.size'), megabytes],
    [
      t('studio.recording.loudness'),
      loudnessLufs === null
        ? t('studio.recording.notMeasured')
        : t('studio.recording.lufs', { lufs: loudnessLufs.toLocaleString(i18n.language) }),
    ],
    [t('studio.recording.format'), format.toUpperCase()],
  ];
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};
