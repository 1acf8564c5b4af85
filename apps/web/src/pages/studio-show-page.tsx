import { type Broadcast, removeBroadcastArtwork, setBroadcastArtwork } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { z } from 'zod';
import { SettingsSection } from '../features/account/settings/settings-section.tsx';
import { useBroadcast } from '../features/archive/use-archive.ts';
import { usePlannedShow } from '../features/schedule/use-planned-show.ts';
import { ArtworkField } from '../features/studio/artwork-field.tsx';
import { CancelForm } from '../features/studio/cancel-form.tsx';
import { PlanForm } from '../features/studio/plan-form.tsx';
import { Publication } from '../features/studio/publication.tsx';
import { RecordingDesk } from '../features/studio/recording-desk.tsx';
import { ShowForm } from '../features/studio/show-form.tsx';
import { errorText, isMissing } from '../lib/error-text.ts';
import { useWeb } from '../lib/web-context.ts';
import { Button } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import { MissingPage } from './missing-page.tsx';
import { RecordingOutline } from './recording-outline.tsx';
import styles from './studio-show-page.module.scss';
import { ForBroadcasters } from './under-studio.tsx';

/** `/studio/shows/<id>`: everything about one show that can be changed. */
export const StudioShowPage = () => {
  const { id = '' } = useParams();
  if (!z.uuid().safeParse(id).success) return <MissingPage />;
  return <ForBroadcasters>{(account) => <LoadedShow key={`${account.id} ${id}`} id={id} />}</ForBroadcasters>;
};

const LoadedShow = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const { data: show, error, refetch } = useBroadcast(id);
  if (isMissing(error) || show?.editable === false) return <MissingPage />;
  if (show) return <ShowDesk show={show} />;
  if (!error) return <Loading label={t('loading')} />;
  return (
    <Notice heading={t('broadcast.failed')} text={errorText(t, error)}>
      <Button onClick={() => void refetch()}>{t('retry')}</Button>
    </Notice>
  );
};

const ShowDesk = ({ show }: { readonly show: Broadcast }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [begun, setBegun] = useState(show);
  const { id, title, station, artwork, startedAt, deletedAt } = show;
  const params = { id };
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: title || t('studio.show.heading') })}</title>
      <p className={styles['links']}>
        <Link to={`/studio?station=${station}`}>{t('studio.show.back')}</Link>
        {deletedAt === null && <Link to={`/${station}/${id}`}>{t('studio.show.toPage')}</Link>}
      </p>
      <h1 className={styles['heading']}>{title || t('studio.untitled')}</h1>
      {startedAt === null ? (
        <PlanDesk show={show} />
      ) : (
        <SettingsSection heading={t('studio.show.publication')} text={t('studio.show.publicationText')}>
          <Publication show={show} />
        </SettingsSection>
      )}
      {deletedAt === null && startedAt !== null && (
        <SettingsSection heading={t('studio.show.details')} text={t('studio.show.detailsText')}>
          <ShowForm key={`${begun.id} ${begun.revision}`} show={begun} onTake={setBegun} />
        </SettingsSection>
      )}
      {deletedAt === null && (
        <SettingsSection heading={t('studio.artwork.heading')} text={t('studio.artwork.showText')}>
          <ArtworkField
            artwork={artwork}
            seed={id}
            send={(upload) => rest.call(setBroadcastArtwork, { params, upload })}
            remove={() => rest.call(removeBroadcastArtwork, { params })}
          />
        </SettingsSection>
      )}
      {startedAt !== null && (
        <SettingsSection heading={t('studio.recording.heading')} text={t('studio.recording.text')}>
          <RecordingDesk show={show} outline={<RecordingOutline id={id} />} />
        </SettingsSection>
      )}
    </div>
  );
};

/** A show that has not begun: its plan, and the way to call it off. */
const PlanDesk = ({ show: { id, station, state } }: { readonly show: Broadcast }) => {
  const { t } = useTranslation();
  const { data: planned, error } = usePlannedShow(id);
  if (state !== 'scheduled') return <p role="status">{t('studio.planning.over')}</p>;
  if (!planned) return <p role="status">{error ? errorText(t, error) : t('loading')}</p>;
  return (
    <>
      <SettingsSection heading={t('studio.planning.edit')} text={t('studio.planning.text')}>
        <PlanForm station={station} show={planned} onDone={() => undefined} />
      </SettingsSection>
      <SettingsSection heading={t('studio.planning.cancelHeading')} text={t('studio.planning.cancelText')}>
        <CancelForm show={planned} />
      </SettingsSection>
    </>
  );
};
