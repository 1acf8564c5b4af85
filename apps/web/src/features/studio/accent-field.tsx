import { colourSchema, contrastOf, textOn } from '@livestreamer/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { accentProps } from '../../lib/accent-style.ts';
import styles from './studio.module.scss';

/** What the colour begins with: the program's own. */
const FIRST = '#4b40e0';

interface AccentFieldProps {
  readonly value: string | null;
  readonly onChange: (accent: string | null) => void;
}

/** The colour of a station, and how it looks on air with the text that the program chooses for it. */
export const AccentField = ({ value, onChange }: AccentFieldProps) => {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { data: colour = FIRST } = colourSchema.safeParse(value);
  const ratio = contrastOf(colour, textOn(colour)).toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>{t('studio.stationForm.accent')}</legend>
      <div className={styles['actions']}>
        <div className={styles['choices']}>
          {[false, true].map((isOwn) => (
            <label key={String(isOwn)} className={styles['choice']}>
              <input
                type="radio"
                name={id}
                checked={(value !== null) === isOwn}
                onChange={() => onChange(isOwn ? colour : null)}
              />
              {t(isOwn ? 'studio.stationForm.ownAccent' : 'studio.stationForm.noAccent')}
            </label>
          ))}
        </div>
        {value !== null && (
          <input
            type="color"
            className={styles['swatch']}
            aria-label={t('studio.stationForm.accent')}
            value={colour}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </div>
      <div {...accentProps(value)} aria-hidden>
        <p className={styles['sample']}>
          {t('studio.stationForm.sample')}
          <small>{t('studio.stationForm.contrast', { ratio })}</small>
        </p>
      </div>
      <p className={styles['hint']}>
        {t('studio.stationForm.accentHint')} {t('studio.stationForm.readable')}
      </p>
    </fieldset>
  );
};
