import type { ScheduledShow } from '@livestreamer/contracts';
import { Bell, BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button/button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { useReminder } from './use-schedule.ts';

interface ReminderButtonProps {
  readonly show: ScheduledShow;
  readonly small?: boolean;
}

/** A letter before the show begins, or not. Shows what was wished for before the server has said yes. */
export const ReminderButton = ({ show: { id, title, reminder }, small = false }: ReminderButtonProps) => {
  const { t } = useTranslation();
  const { mutate, isPending, variables, error } = useReminder(id);
  const isOn = isPending ? variables : reminder;
  const Icon = isOn ? BellRing : Bell;
  return (
    <>
      <Button
        look="quiet"
        small={small}
        busy={isPending}
        aria-pressed={isOn}
        aria-label={t('schedule.remindOf', { title })}
        onClick={() => mutate(!isOn)}
      >
        <Icon size={18} aria-hidden />
        {t('schedule.remind')}
      </Button>
      {error && <Problem>{errorText(t, error)}</Problem>}
    </>
  );
};
