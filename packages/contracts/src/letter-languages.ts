/** The languages that letters are written in. */
export const LETTER_LANGUAGES = ['en', 'ru'] as const;
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number];
