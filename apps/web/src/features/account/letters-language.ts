import { LETTER_LANGUAGES, type LetterLanguage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';

/** The language for a letter that was asked for on this page: the page's own. */
export const useLettersLanguage = (): LetterLanguage => {
  const { i18n } = useTranslation();
  return LETTER_LANGUAGES.find((language) => language === i18n.language) ?? 'en';
};
