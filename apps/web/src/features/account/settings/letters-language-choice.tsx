import { type Account, changeLanguage, LETTER_LANGUAGES, type LetterLanguage } from '@livestreamer/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { LANGUAGES } from '../../../lib/language.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { patchAccount } from '../use-account.ts';

/** The language of letters to the account. */
export const LettersLanguageChoice = ({ account }: { readonly account: Account }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (language: LetterLanguage) => rest.call(changeLanguage, { body: { language } }),
    onSuccess: (_reply, language) => patchAccount(queries, account.id, { language }),
  });
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>{t('settings.letters')}</legend>
      {error && <Problem>{errorText(t, error)}</Problem>}
      <div className={styles['buttons']}>
        {LETTER_LANGUAGES.map((language) => (
          <Button
            key={language}
            lang={language}
            look={language === account.language ? 'primary' : 'quiet'}
            aria-pressed={language === account.language}
            busy={isPending}
            onClick={() => mutate(language)}
          >
            {LANGUAGES[language]}
          </Button>
        ))}
      </div>
    </fieldset>
  );
};
