import { changeLanguage, exportOwnAccount, LETTER_LANGUAGES } from '@livestreamer/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { LANGUAGES } from '../../../lib/language.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';

const KEY = ['letters-language'];

/** The language of letters to the account. Only the export tells which it is now. */
export const LettersLanguageChoice = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { data: chosen } = useQuery({
    queryKey: KEY,
    queryFn: async () => (await rest.call(exportOwnAccount, {})).account.language,
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (language: (typeof LETTER_LANGUAGES)[number]) => rest.call(changeLanguage, { body: { language } }),
    onSuccess: (_reply, language) => queries.setQueryData(KEY, language),
  });
  return (
    <fieldset className={styles['form']}>
      <legend className={styles['legend']}>{t('settings.letters')}</legend>
      {error && <Problem>{errorText(t, error)}</Problem>}
      <div className={styles['buttons']}>
        {LETTER_LANGUAGES.map((language) => (
          <Button
            key={language}
            lang={language}
            look={language === chosen ? 'primary' : 'quiet'}
            aria-pressed={language === chosen}
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
