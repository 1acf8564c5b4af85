import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/field/select-field.tsx';

const DAY_MS = 86_400_000;

/** How long a ban lasts. Null: for good. */
const LENGTHS_MS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, ever: null } as const;
export type BanLength = keyof typeof LENGTHS_MS;
export type EndingBanLength = Exclude<BanLength, 'ever'>;

const ENDING = ['day', 'week', 'month'] as const;
export const BAN_LENGTHS: readonly BanLength[] = [...ENDING, 'ever'];
export const ENDING_BAN_LENGTHS: readonly EndingBanLength[] = ENDING;

/** When a ban of that length ends that begins at `nowMs`. */
export function banEnd(nowMs: number, length: EndingBanLength): string;
export function banEnd(nowMs: number, length: BanLength): string | null;
export function banEnd(nowMs: number, length: BanLength): string | null {
  const lengthMs = LENGTHS_MS[length];
  return lengthMs === null ? null : new Date(nowMs + lengthMs).toISOString();
}

interface BanLengthFieldProps<Length extends BanLength> {
  readonly lengths: readonly Length[];
  readonly value: Length;
  readonly onChoose: (length: Length) => void;
}

export const BanLengthField = <Length extends BanLength>({ lengths, ...field }: BanLengthFieldProps<Length>) => {
  const { t } = useTranslation();
  const options = lengths.map((value) => ({ value, text: t(`admin.length.${value}`) }));
  return <SelectField {...field} label={t('admin.length.label')} options={options} />;
};
