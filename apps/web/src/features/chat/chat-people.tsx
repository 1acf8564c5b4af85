import { listPeople, type Presence } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './chat-dialogs.module.scss';
import panel from './chat-panel.module.scss';

interface ChatPeopleProps {
  readonly station: string;
  readonly presence: Presence;
}

/** How many are here; who they are, when one asks. */
export const ChatPeople = ({ station, presence }: ChatPeopleProps) => {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const count = presence.members + presence.visitors;
  return (
    <>
      <button
        type="button"
        className={panel['people']}
        aria-label={t('chat.people.here', { count })}
        onClick={() => setOpen(true)}
      >
        <Users size={18} aria-hidden />
        {count.toLocaleString(i18n.language)}
      </button>
      {open && <PeopleDialog station={station} presence={presence} onClose={() => setOpen(false)} />}
    </>
  );
};

const PeopleDialog = ({ station, presence, onClose }: ChatPeopleProps & { readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { data, error, isPending } = useQuery({
    queryKey: ['people', station, presence.members, presence.visitors],
    queryFn: () => rest.call(listPeople, { params: { station } }),
    placeholderData: (before) => before,
  });
  return (
    <Dialog heading={t('chat.people.heading')} onClose={onClose}>
      {isPending && <p role="status">{t('loading')}</p>}
      {error && <Problem>{errorText(t, error)}</Problem>}
      {data && (
        <>
          <ul className={styles['people']} aria-label={t('chat.people.members')}>
            {data.names.map(({ username, badge }) => (
              <li key={username}>
                <bdi>{username}</bdi> {badge && <span className={styles['quiet']}>{t(`chat.badge.${badge}`)}</span>}
              </li>
            ))}
          </ul>
          {data.members > data.names.length && (
            <p className={styles['quiet']}>{t('chat.people.more', { count: data.members - data.names.length })}</p>
          )}
          <p className={styles['quiet']}>{t('chat.people.visitors', { count: data.visitors })}</p>
        </>
      )}
    </Dialog>
  );
};
