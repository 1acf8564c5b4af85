import { turnSecondFactorOff } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../../lib/use-route-form.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Field } from '../../../ui/field/field.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { OwnPasswordField } from '../own-password-field.tsx';

interface ProofFormProps<Reply> {
  readonly submit: string;
  readonly send: (proof: { currentPassword: string; code: string }) => Promise<Reply>;
  readonly onDone: (reply: Reply) => void;
  readonly onCancel: () => void;
}

/** Password and code together, for what weakens the account. */
export const ProofForm = <Reply,>({ submit, send, onDone, onCancel }: ProofFormProps<Reply>) => {
  const { t } = useTranslation();
  const { field, onSubmit, busy, problem } = useRouteForm({
    body: turnSecondFactorOff.body,
    defaultValues: { currentPassword: '', code: '' },
    send,
    onDone,
    places: { wrong_credentials: 'currentPassword', second_factor_wrong: 'code' },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <OwnPasswordField
        {...field('currentPassword')}
        label={t('settings.currentPassword')}
        autoComplete="current-password"
      />
      <Field {...field('code')} label={t('factor.code')} hint={t('factor.codeHint')} autoComplete="one-time-code" />
      <div className={styles['buttons']}>
        <Button type="submit" busy={busy}>
          {submit}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('settings.cancel')}
        </Button>
      </div>
    </form>
  );
};
