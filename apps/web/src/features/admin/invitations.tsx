import { listInvitations, revokeInvitation } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { momentText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { ConfirmButton } from '../../ui/confirm-button/confirm-button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { AdminList, AdminWords } from './admin-list.tsx';
import { InvitationForm } from './invitation-form.tsx';
import { useAdminAct, useAdminPages } from './use-admin.ts';

/** Who was invited, and a way to invite. */
export const Invitations = () => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const query = useAdminPages(['invitations'], (page) => rest.call(listInvitations, { query: page }));
  const { mutate, isPending, error } = useAdminAct((invitation: string) =>
    rest.call(revokeInvitation, { params: { invitation } }),
  );
  return (
    <>
      <InvitationForm />
      {error && <Problem>{errorText(t, error)}</Problem>}
      <AdminList
        label={t('admin.invitations.heading')}
        query={query}
        empty={t('admin.invitations.empty')}
        keyOf={({ id }) => id}
        row={({ id, email, role, madeBy, expiresAt, usedBy }) => (
          <>
            <AdminWords
              name={email ?? t('admin.invitations.anybody')}
              facts={[
                t(`admin.role.${role}`),
                madeBy && t('admin.by', { name: madeBy }),
                usedBy === null
                  ? t('admin.until', { time: momentText(i18n.language, expiresAt) })
                  : t('admin.invitations.used', { name: usedBy }),
              ]}
            />
            {usedBy === null && (
              <ConfirmButton
                small
                label={t('admin.invitations.revoke')}
                sure={t('admin.invitations.revokeSure')}
                busy={isPending}
                onConfirm={() => mutate(id)}
              />
            )}
          </>
        )}
      />
    </>
  );
};
