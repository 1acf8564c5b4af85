import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useAccount } from '../features/account/use-account.ts';
import { BansEverywhereProvider } from '../features/chat/chat-context.ts';
import { ChatPanel } from '../features/chat/chat-panel.tsx';
import { ModerationBar } from '../features/moderation/moderation-bar.tsx';

/** The chat of a station, with what those who keep order need at hand. */
export const StationChat = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { data: account } = useAccount();
  return (
    <BansEverywhereProvider value={account?.permissions.includes('account.manage') ?? false}>
      <ChatPanel
        station={station}
        desk={(room) => <ModerationBar station={station} room={room} />}
        signIn={
          <Link to="/sign-in" state={{ from: pathname }}>
            {t('chat.signIn')}
          </Link>
        }
      />
    </BansEverywhereProvider>
  );
};
