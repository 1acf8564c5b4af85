import { beginSecondFactor, turnSecondFactorOn } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../../lib/use-route-form.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { CopyLine } from '../../../ui/copy-line/copy-line.tsx';
import { Field } from '../../../ui/field/field.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { PasswordStep } from '../password-step.tsx';
import { QrCode } from './qr-code.tsx';

interface TurnOnFormProps {
  readonly onDone: (recoveryCodes: string[]) => void;
  readonly onCancel: () => void;
}

/** Password, then the secret into the app, then a code back from it. */
export const TurnOnForm = ({ onDone, onCancel }: TurnOnFormProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [made, setMade] = useState<{ secret: string; uri: string } | null>(null);
  const { field, onSubmit, busy, problem } = useRouteForm({
    body: turnSecondFactorOn.body,
    defaultValues: { code: '' },
    send: (body) => rest.call(turnSecondFactorOn, { body }),
    onDone: ({ recoveryCodes }) => onDone(recoveryCodes),
    places: { second_factor_wrong: 'code' },
  });
  if (!made)
    return (
      <PasswordStep
        send={(currentPassword) => rest.call(beginSecondFactor, { body: { currentPassword } })}
        onDone={setMade}
        onCancel={onCancel}
      />
    );
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <p>{t('factor.scan')}</p>
      <QrCode text={made.uri} label={t('factor.qr')} />
      <p className={styles['hint']}>{t('factor.secret')}</p>
      <CopyLine
        text={made.secret}
        label={t('goLive.copyNamed', { what: t('factor.secretName') })}
        copied={t('goLive.copied')}
      />
      <Field
        {...field('code')}
        label={t('factor.code')}
        hint={t('factor.sixDigits')}
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <div className={styles['buttons']}>
        <Button type="submit" busy={busy}>
          {t('factor.confirm')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('settings.cancel')}
        </Button>
      </div>
    </form>
  );
};
