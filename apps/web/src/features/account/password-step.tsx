import { beginSecondFactor } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { Button } from '../../ui/button/button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './account-form.module.scss';
import { OwnPasswordField } from './own-password-field.tsx';

interface PasswordStepProps<Reply> {
  readonly send: (currentPassword: string) => Promise<Reply>;
  readonly onDone: (reply: Reply) => void;
  readonly onCancel: () => void;
}

/** The account's own password, before something that a thief of an open browser must not do. */
export const PasswordStep = <Reply,>({ send, onDone, onCancel }: PasswordStepProps<Reply>) => {
  const { t } = useTranslation();
  const { field, onSubmit, busy, problem } = useRouteForm({
    body: beginSecondFactor.body,
    defaultValues: { currentPassword: '' },
    send: ({ currentPassword }) => send(currentPassword),
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
      <div className={styles['buttons']}>
        <Button type="submit" busy={busy}>
          {t('settings.next')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('settings.cancel')}
        </Button>
      </div>
    </form>
  );
};
