import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json';
import ru from '../locales/ru.json';

/** The languages of the page, each by its own name. */
export const LANGUAGES = { en: 'English', ru: 'Русский' } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = 'livestreamer.language';

type LanguageStorage = Pick<Storage, 'getItem' | 'setItem'>;

const isLanguage = (value: string): value is Language => Object.hasOwn(LANGUAGES, value);

/** What was chosen, else the first language of the browser that there is, else English. */
export const preferredLanguage = (chosen: string | null, offered: readonly string[]): Language =>
  [chosen ?? '', ...offered.map((tag) => tag.slice(0, 2).toLowerCase())].find(isLanguage) ?? 'en';

/** The texts, ready at once: both languages are in the bundle. */
export const createTexts = (language: Language): i18n => {
  const texts = i18next.createInstance();
  void texts.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ru: { translation: ru } },
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
  return texts;
};

export const readKeptLanguage = (storage: LanguageStorage | null): string | null => {
  try {
    return storage?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
};

export const keepLanguage = (storage: LanguageStorage | null, language: Language): void => {
  try {
    storage?.setItem(KEY, language);
  } catch {
    // Full or forbidden: the choice holds until the page is closed.
  }
};
