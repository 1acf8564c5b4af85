import { useTranslation } from 'react-i18next';
import { momentText } from '../../lib/moment-text.ts';
import { ListStates } from '../../ui/list-states/list-states.tsx';
import { Rows } from '../../ui/rows/rows.tsx';
import { useModerationLog } from './use-moderation.ts';

/** What was done to keep order on a station. */
export const ModerationLog = ({ station }: { readonly station: string }) => {
  const { t, i18n } = useTranslation();
  const query = useModerationLog(station);
  return (
    <ListStates query={query} empty={{ heading: t('moderation.log.empty') }}>
      {(entries) => (
        <Rows
          label={t('moderation.log.heading')}
          items={entries}
          keyOf={({ id }) => id}
          row={({ act, subject, reason, actor, at }) => ({
            name: `${t(`moderation.did.${act}`)}${subject === '' ? '' : `: ${subject}`}`,
            facts: [reason, [actor ?? t('admin.server'), momentText(i18n.language, at)].join(' · ')],
          })}
        />
      )}
    </ListStates>
  );
};
