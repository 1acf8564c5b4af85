import { endOtherSessions, endOwnSession, listOwnSessions } from '@livestreamer/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { momentText } from '../../../lib/moment-text.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { ConfirmButton } from '../../../ui/confirm-button/confirm-button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import { OwnedList } from './owned-list.tsx';

const KEY = ['own-sessions'];

/** Where the account is signed in. */
export const Devices = () => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: () => rest.call(listOwnSessions, {}) });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (session: string) =>
      session === 'others' ? rest.call(endOtherSessions, {}) : rest.call(endOwnSession, { params: { session } }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const hasOthers = query.data?.items.some(({ current }) => !current) ?? false;
  return (
    <>
      {error && <Problem>{errorText(t, error)}</Problem>}
      <OwnedList
        label={t('devices.heading')}
        query={query}
        empty={t('devices.empty')}
        row={({ id, device, address, lastUsedAt, current }) => {
          const name = device ?? t('devices.unknown');
          const used = t('devices.used', { time: momentText(i18n.language, lastUsedAt) });
          return {
            name,
            facts: [...(current ? [t('devices.current')] : []), ...(address ? [address] : []), used],
            action: current ? null : (
              <ConfirmButton
                label={t('devices.end')}
                sure={t('devices.endSure')}
                busy={isPending}
                onConfirm={() => mutate(id)}
              />
            ),
          };
        }}
      />
      {hasOthers && (
        <div>
          <ConfirmButton
            label={t('devices.endOthers')}
            sure={t('devices.endOthersSure')}
            busy={isPending}
            onConfirm={() => mutate('others')}
          />
        </div>
      )}
    </>
  );
};
