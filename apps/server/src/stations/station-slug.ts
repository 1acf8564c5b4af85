import { LIMITS, RESERVED_SLUGS } from '@livestreamer/contracts';

/** Letters by sound, as people write them in addresses: `from` and `to` side by side. */
const SPELLINGS = new Map(
  [
    // Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian.
    'а a б b в v г g ґ g ѓ g д d ђ dj е e ё yo є ye ж zh з z ѕ dz и i і i ї yi й y ј j к k ќ k л l љ lj м m н n њ nj',
    'о o п p р r с s т t ћ c у u ў u ф f х kh ц ts ч ch џ dz ш sh щ shch ъ - ы y ь - э e ю yu я ya',
    // Latin letters that do not come apart into a letter and an accent.
    'ß ss æ ae œ oe ø o đ d ð d þ th ł l ı i',
  ].flatMap((line) => [...line.matchAll(/(\S) (\S+)/g)].map(([, from = '', to = '']) => [from, to === '-' ? '' : to])),
);

const FALLBACK = 'radio';

/** An address for a station of this name: `Радио Ночь` → `radio-noch`. Names in scripts it cannot spell become `radio`. */
export const slugOf = (name: string): string => {
  const spelled = [...name.toLowerCase().normalize('NFC')]
    .map((letter) => SPELLINGS.get(letter) ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const hyphened = trimHyphens(spelled.replace(/[^a-z0-9]+/g, '-'));
  const slug = trimHyphens(hyphened.slice(0, LIMITS.stationSlug.max));
  if (slug.length < LIMITS.stationSlug.min) return FALLBACK;
  return RESERVED_SLUGS.has(slug) ? `${slug}-${FALLBACK}` : slug;
};

const trimHyphens = (text: string): string => text.replace(/^-+|-+$/g, '');
