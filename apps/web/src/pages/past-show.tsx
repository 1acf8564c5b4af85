import type { Broadcast } from '@livestreamer/contracts';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../features/account/use-account.ts';
import { BookmarkButton } from '../features/archive/bookmark-button.tsx';
import { ShowHead } from '../features/archive/show-head.tsx';
import { ShowWords } from '../features/archive/show-words.tsx';
import { Tracklist } from '../features/archive/tracklist.tsx';
import { isoDuration, wordDuration } from '../lib/duration.ts';
import { dayText } from '../lib/moment-text.ts';
import { studioAddress } from '../lib/studio-address.ts';
import { ButtonLink, ButtonOut } from '../ui/button/button.tsx';
import { PageSection } from '../ui/page-section/page-section.tsx';
import styles from './broadcast-page.module.scss';
import { RecordedSound, useRecordedSound } from './recorded-sound.tsx';
import { ReplayedChat } from './replayed-chat.tsx';

/** A show that is over: its recording, what was played, what is said of it. */
export const PastShow = ({ show }: { readonly show: Broadcast }) => {
  const { t, i18n } = useTranslation();
  const { data: account } = useAccount();
  const { id, title, stationName, state, startedAt, endedAt, hearts, peak, tracklist, recording, editable } = show;
  const name = title || stationName;
  const sound = useRecordedSound(show);
  const durationMs = sound?.durationMs ?? Date.parse(endedAt ?? '') - Date.parse(startedAt ?? '');
  const facts = [
    startedAt && <time dateTime={startedAt}>{dayText(i18n.language, startedAt)}</time>,
    durationMs > 0 && <time dateTime={isoDuration(durationMs)}>{wordDuration(t, durationMs)}</time>,
    hearts > 0 && t('hearts.count', { count: hearts }),
    peak > 0 && t('broadcast.peak', { count: peak }),
  ].filter(Boolean);
  return (
    <>
      <title>{t('title.plain', { page: name })}</title>
      {editable && (state !== 'published' || show.deletedAt !== null) && <HiddenNotice show={show} />}
      <ShowHead show={show} facts={facts}>
        {account && state === 'published' && <BookmarkButton id={id} title={name} kept={show.bookmarked} withWords />}
        {recording?.url && recording.download && (
          <ButtonOut look="quiet" href={`${recording.url}?download`} download>
            <Download size={18} aria-hidden />
            {t('broadcast.download')}
          </ButtonOut>
        )}
        {editable && state === 'published' && (
          <ButtonLink look="quiet" to={studioAddress(id)}>
            {t('broadcast.edit')}
          </ButtonLink>
        )}
      </ShowHead>
      {sound ? <RecordedSound show={show} sound={sound} /> : <NoSound show={show} />}
      <div className={styles['columns']}>
        {tracklist.length > 0 && (
          <PageSection heading={t('broadcast.tracklist')}>
            <Tracklist tracks={tracklist} sound={sound} />
          </PageSection>
        )}
        <ShowWords show={show} />
        <ReplayedChat show={show} sound={sound} />
      </div>
    </>
  );
};

/** Why there is nothing to hear. */
const NoSound = ({ show: { recording } }: { readonly show: Broadcast }) => {
  const { t } = useTranslation();
  const isComing = recording?.state === 'recording' || recording?.state === 'finishing';
  return (
    <p role="status" className={styles['quiet']}>
      {t(isComing ? 'broadcast.finishing' : 'broadcast.noRecording')}
    </p>
  );
};

const HiddenNotice = ({ show: { id, deletedAt } }: { readonly show: Broadcast }) => {
  const { t } = useTranslation();
  return (
    <div className={styles['hidden']}>
      <p>{t(deletedAt === null ? 'broadcast.hidden' : 'broadcast.deleted')}</p>
      <ButtonLink to={studioAddress(id)}>{t('broadcast.toStudio')}</ButtonLink>
    </div>
  );
};
