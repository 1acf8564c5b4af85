import { ApiError } from '@livestreamer/client';
import type { StationPage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { SettingsSection } from '../features/account/settings/settings-section.tsx';
import { ChatRoomForm } from '../features/moderation/chat-room-form.tsx';
import { ChatRules } from '../features/moderation/chat-rules.tsx';
import { ModerationLog } from '../features/moderation/moderation-log.tsx';
import { ModerationQueue } from '../features/moderation/moderation-queue.tsx';
import { Restrictions } from '../features/moderation/restrictions.tsx';
import { useChatRoom } from '../features/moderation/use-moderation.ts';
import { errorText } from '../lib/error-text.ts';
import { Button, ButtonLink } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import styles from './list-page.module.scss';
import { UnderStation } from './under-station.tsx';

/** `/<station>/moderation`: how the room of a station is kept in order, for those who do. */
export const ModerationPage = () => {
  const { station: slug = '' } = useParams();
  return (
    <UnderStation key={slug} slug={slug} rest="/moderation">
      {(station) => <Desk key={station.slug} station={station} />}
    </UnderStation>
  );
};

const Desk = ({ station }: { readonly station: StationPage }) => {
  const { t } = useTranslation();
  const { slug } = station;
  const { data: room, error, isPending, refetch } = useChatRoom(slug);
  if (isPending) return <Loading label={t('loading')} />;
  if (!room) return <Refused error={error} address={`/${slug}/moderation`} onRetry={() => void refetch()} />;
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: t('moderation.heading') })}</title>
      <header className={styles['head']}>
        <div className={styles['line']}>
          <h1 className={styles['heading']}>{t('moderation.heading')}</h1>
          <Link className={styles['link']} to={`/${slug}`}>
            {t('moderation.toPage')}
          </Link>
        </div>
      </header>
      <div>
        {(['held', 'reported'] as const).map((filter) => (
          <SettingsSection
            key={filter}
            heading={t(`moderation.queue.${filter}`)}
            text={t(`moderation.queue.${filter}Text`)}
          >
            <ModerationQueue station={slug} filter={filter} />
          </SettingsSection>
        ))}
        <SettingsSection heading={t('moderation.room.heading')} text={t('moderation.room.text')}>
          <ChatRoomForm station={slug} room={room} />
        </SettingsSection>
        <SettingsSection heading={t('moderation.rules.heading')} text={t('moderation.rules.text')}>
          <ChatRules station={slug} />
        </SettingsSection>
        <SettingsSection heading={t('moderation.restrictions.heading')} text={t('moderation.restrictions.text')}>
          <Restrictions station={slug} />
        </SettingsSection>
        <SettingsSection heading={t('moderation.log.heading')} text={t('moderation.log.text')}>
          <ModerationLog station={slug} />
        </SettingsSection>
      </div>
    </div>
  );
};

interface RefusedProps {
  readonly error: unknown;
  readonly address: string;
  readonly onRetry: () => void;
}

const Refused = ({ error, address, onRetry }: RefusedProps) => {
  const { t } = useTranslation();
  const code = error instanceof ApiError ? error.code : null;
  if (code === 'not_signed_in')
    return (
      <Notice heading={t('moderation.heading')} text={t('moderation.signInFirst')}>
        <ButtonLink to="/sign-in" state={{ from: address }}>
          {t('account.signIn')}
        </ButtonLink>
      </Notice>
    );
  if (code === 'forbidden') return <Notice heading={t('moderation.heading')} text={t('moderation.notYours')} />;
  return (
    <Notice heading={t('failure.heading')} text={errorText(t, error)}>
      <Button onClick={onRetry}>{t('retry')}</Button>
    </Notice>
  );
};
