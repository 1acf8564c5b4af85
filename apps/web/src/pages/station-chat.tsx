import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { ChatPanel } from '../features/chat/chat-panel.tsx';
import { ModerationBar } from '../features/moderation/moderation-bar.tsx';

/** The chat of a station, with what those who keep order need at hand. */
export const StationChat = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <ChatPanel
      station={station}
      desk={<ModerationBar station={station} />}
      signIn={
        <Link to="/sign-in" state={{ from: pathname }}>
          {t('chat.signIn')}
        </Link>
      }
    />
  );
};
