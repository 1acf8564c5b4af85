import type { LetterLanguage } from '@livestreamer/contracts';
import type { LetterText } from './letter.ts';

interface FrameWords {
  readonly orOpen: string;
  readonly footer: (serverName: string) => string;
}

const FRAME_WORDS: Readonly<Record<LetterLanguage, FrameWords>> = {
  en: {
    orOpen: 'If the button does nothing, open this address:',
    footer: (serverName) => `${serverName} wrote this letter by itself. Nobody reads answers to it.`,
  },
  ru: {
    orOpen: 'Если кнопка не работает, откройте этот адрес:',
    footer: (serverName) => `Это автоматическое письмо от ${serverName}. Ответы на него никто не читает.`,
  },
};

/** The letter as plain text and as HTML. */
export const renderLetter = (letter: LetterText, serverName: string): { text: string; html: string } => ({
  text: textOf(letter, serverName),
  html: htmlOf(letter, serverName),
});

const textOf = ({ language, paragraphs, action }: LetterText, serverName: string): string =>
  [
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    `-- \n${FRAME_WORDS[language].footer(serverName)}`,
  ].join('\n\n');

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
/** White on this blue is readable (6.7:1), and the blue stands out from white and from black paper. */
const BUTTON =
  'display:inline-block;padding:12px 24px;border-radius:8px;background:#1d4ed8;color:#ffffff;font-weight:600;text-decoration:none';

/** Mail programs drop style sheets, so styles stand on the tags. Colours of text and paper are left to them: that suits light and dark. */
const htmlOf = ({ language, subject, paragraphs, action }: LetterText, serverName: string): string => {
  const { orOpen, footer } = FRAME_WORDS[language];
  const paragraph = (text: string): string =>
    `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
  const actionHtml = ({ label, url }: NonNullable<LetterText['action']>): string =>
    `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="${BUTTON}">${escapeHtml(label)}</a></p>
<p style="margin:0 0 16px;font-size:14px">${orOpen}<br><a href="${escapeHtml(url)}" style="color:inherit;word-break:break-all">${escapeHtml(url)}</a></p>`;

  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:24px 16px;${FONT};font-size:16px;line-height:1.5">
<div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 24px;font-size:18px;font-weight:700">${escapeHtml(serverName)}</p>
${paragraphs.map(paragraph).join('\n')}
${action ? actionHtml(action) : ''}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #808080;font-size:14px">${escapeHtml(footer(serverName))}</p>
</div>
</body>
</html>
`;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
