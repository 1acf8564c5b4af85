import { requestConfirmation, requestPasswordReset } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../../lib/use-route-form.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Field } from '../../../ui/field/field.tsx';
import { Done, Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { useLettersLanguage } from '../letters-language.ts';

interface LetterRequestProps {
  readonly purpose: 'confirmation' | 'reset';
  /** Where the first letter went; without it the person fills it in. */
  readonly sentTo?: string;
  /** What was typed as the address elsewhere. */
  readonly typed?: string;
}

/** Asks for a letter with a one-time link. What it says afterwards is the same for every address. */
export const LetterRequest = ({ purpose, sentTo, typed = '' }: LetterRequestProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const language = useLettersLanguage();
  const { field, onSubmit, busy, done, problem } = useRouteForm({
    body: requestConfirmation.body,
    defaultValues: { email: sentTo ?? typed },
    send: (values) =>
      rest.call(purpose === 'reset' ? requestPasswordReset : requestConfirmation, { body: { ...values, language } }),
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <Field {...field('email')} type="email" label={t('setUp.email')} autoComplete="email" />
      <Button type="submit" busy={busy}>
        {t(done || sentTo !== undefined ? 'letters.again' : 'letters.send')}
      </Button>
      {done && !busy && <Done>{t(`letters.${purpose}Sent`)}</Done>}
    </form>
  );
};
