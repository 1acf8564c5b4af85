import { liftAddressBan, listAddressBans } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { momentText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { AddressBanForm } from './address-ban-form.tsx';
import { AdminList, AdminWords } from './admin-list.tsx';
import { useAdminAct, useAdminPages } from './use-admin.ts';

/** Addresses that are refused now. */
export const AddressBans = () => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const query = useAdminPages(['bans'], (page) => rest.call(listAddressBans, { query: page }));
  const { mutate, isPending, error } = useAdminAct((range: string) => rest.call(liftAddressBan, { params: { range } }));
  return (
    <>
      <AddressBanForm />
      {error && <Problem>{errorText(t, error)}</Problem>}
      <AdminList
        label={t('admin.bans.heading')}
        query={query}
        empty={t('admin.bans.empty')}
        keyOf={({ range }) => range}
        row={({ range, reason, until, by }) => (
          <>
            <AdminWords
              name={range}
              facts={[
                reason,
                t('admin.by', { name: by ?? t('admin.server') }),
                t('admin.until', { time: momentText(i18n.language, until) }),
              ]}
            />
            <Button small look="quiet" busy={isPending} onClick={() => mutate(range)}>
              {t('admin.lift')}
            </Button>
          </>
        )}
      />
    </>
  );
};
