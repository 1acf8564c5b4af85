import { deleteOwnAccount } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../../lib/use-route-form.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { OwnPasswordField } from '../own-password-field.tsx';

/** Ends the account; the password is asked, so that an open browser is not enough. */
export const DeletionForm = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { field, onSubmit, busy, problem } = useRouteForm({
    body: deleteOwnAccount.body,
    defaultValues: { currentPassword: '' },
    send: (body) => rest.call(deleteOwnAccount, { body }),
    onDone,
    places: { wrong_credentials: 'currentPassword' },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <OwnPasswordField
        {...field('currentPassword')}
        label={t('settings.currentPassword')}
        autoComplete="current-password"
      />
      <Button type="submit" look="danger" busy={busy}>
        {t('deletion.submit')}
      </Button>
    </form>
  );
};
