import { LIMITS, WEEKDAYS } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { REPEAT_CHOICES, REPEAT_ENDS, type RepeatsChoice } from './plan-repeats.ts';
import styles from './studio.module.scss';

interface RepeatsFieldsProps {
  readonly choice: RepeatsChoice;
  /** The form was sent, and something is missing here. */
  readonly isWrong: boolean;
  readonly onChange: (choice: RepeatsChoice) => void;
}

/** A Monday: names of weekdays come from its week. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** Whether a show comes again, on which days, and until when. */
export const RepeatsFields = ({ choice, isWrong, onChange }: RepeatsFieldsProps) => {
  const { t, i18n } = useTranslation();
  const { every, weekdays, ends, until, count } = choice;
  const nameOf = (index: number): string =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(MONDAY_MS + index * DAY_MS);
  return (
    <>
      <SelectField
        label={t('studio.planning.repeats')}
        value={every}
        options={REPEAT_CHOICES.map((value) => ({ value, text: t(`studio.planning.every.${value}`) }))}
        onChoose={(value) => onChange({ ...choice, every: value })}
      />
      {every === 'week' && (
        <fieldset className={styles['group']}>
          <legend className={styles['legend']}>{t('studio.planning.days')}</legend>
          <div className={styles['choices']}>
            {WEEKDAYS.map((day, index) => (
              <label key={day} className={styles['choice']}>
                <input
                  type="checkbox"
                  checked={weekdays.includes(day)}
                  onChange={({ target }) =>
                    onChange({
                      ...choice,
                      weekdays: WEEKDAYS.filter((one) => (one === day ? target.checked : weekdays.includes(one))),
                    })
                  }
                />
                {nameOf(index)}
              </label>
            ))}
          </div>
          {isWrong && weekdays.length === 0 && (
            <p role="alert" className={styles['problem']}>
              {t('studio.planning.daysNeeded')}
            </p>
          )}
        </fieldset>
      )}
      {every !== 'none' && (
        <div className={styles['pair']}>
          <SelectField
            label={t('studio.planning.ends')}
            value={ends}
            options={REPEAT_ENDS.map((value) => ({ value, text: t(`studio.planning.end.${value}`) }))}
            onChoose={(value) => onChange({ ...choice, ends: value })}
          />
          {ends === 'until' && (
            <Field
              type="date"
              label={t('studio.planning.until')}
              value={until}
              problem={isWrong && until === '' ? t('fields.required') : undefined}
              onChange={({ target }) => onChange({ ...choice, until: target.value })}
            />
          )}
          {ends === 'count' && (
            <Field
              type="number"
              min={1}
              max={LIMITS.repeatCount.max}
              label={t('studio.planning.count')}
              value={count}
              problem={isWrong ? t('fields.other') : undefined}
              onChange={({ target }) => onChange({ ...choice, count: target.value })}
            />
          )}
        </div>
      )}
    </>
  );
};
