import { ChevronDown, Languages } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { keepLanguage, LANGUAGES, type Language } from '../lib/language.ts';
import { useWeb } from '../lib/web-context.ts';
import styles from './language-choice.module.scss';

const LANGUAGE_NAMES = Object.entries(LANGUAGES);

/** Chooses the language of the page; kept for the next time. */
export const LanguageChoice = () => {
  const { t, i18n } = useTranslation();
  const { storage } = useWeb();
  const language = i18n.language;

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const choose = (chosen: string): void => {
    keepLanguage(storage, chosen as Language); // the options below are the languages
    void i18n.changeLanguage(chosen);
  };

  return (
    <span className={styles['choice']}>
      <select aria-label={t('language')} value={language} onChange={(event) => choose(event.target.value)}>
        {LANGUAGE_NAMES.map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown size={16} aria-hidden className={styles['wide']} />
      <Languages size={20} aria-hidden className={styles['narrow']} />
    </span>
  );
};
