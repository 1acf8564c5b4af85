import { cancelScheduledShow, SCHEDULE_SCOPES, type ScheduledShow, type ScheduleScope } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { ConfirmButton } from '../../ui/confirm-button/confirm-button.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './studio.module.scss';
import { useStudioAct } from './use-studio.ts';

/** Calls a planned show off; of a series, as much of it as is wanted. */
export const CancelForm = ({ show: { id, series } }: { readonly show: ScheduledShow }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [scope, setScope] = useState<ScheduleScope>('one');
  const { mutate, isPending, error } = useStudioAct(() =>
    rest.call(cancelScheduledShow, { params: { id }, query: { scope } }),
  );
  return (
    <div className={styles['form']}>
      {error && <Problem>{errorText(t, error)}</Problem>}
      {series && (
        <SelectField
          label={t('studio.planning.scope')}
          value={scope}
          options={SCHEDULE_SCOPES.map((value) => ({ value, text: t(`studio.planning.scopes.${value}`) }))}
          onChoose={setScope}
        />
      )}
      <div>
        <ConfirmButton
          label={t('studio.planning.cancel')}
          sure={t('studio.planning.cancelSure')}
          busy={isPending}
          onConfirm={() => mutate()}
        />
      </div>
    </div>
  );
};
