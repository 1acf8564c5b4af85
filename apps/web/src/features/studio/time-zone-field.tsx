import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/field/select-field.tsx';

interface TimeZoneFieldProps {
  readonly value: string;
  readonly onChoose: (timeZone: string) => void;
}

/** The time zone of the browser. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A time zone by its IANA name; the browser's own comes first. */
export const TimeZoneField = ({ value, onChoose }: TimeZoneFieldProps) => {
  const { t } = useTranslation();
  const own = ownTimeZone();
  const zones = [...new Set([own, value, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  const options = zones.map((zone) => ({
    value: zone,
    text: zone === own ? t('studio.planning.zoneOwn', { zone }) : zone,
  }));
  return <SelectField label={t('studio.planning.zone')} value={value} options={options} onChoose={onChoose} />;
};
