import { type ChatRestriction, liftRestriction } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { momentText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { ListStates } from '../../ui/list-states/list-states.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { Rows } from '../../ui/rows/rows.tsx';
import { useModerationAct, useRestrictions } from './use-moderation.ts';

/** Who is muted or banned on a station now. They are made at a message, in the chat. */
export const Restrictions = ({ station }: { readonly station: string }) => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const query = useRestrictions(station);
  const { mutate, isPending, error } = useModerationAct((id: string) =>
    rest.call(liftRestriction, { params: { station, id } }),
  );
  return (
    <>
      {error && <Problem>{errorText(t, error)}</Problem>}
      <ListStates
        query={query}
        empty={{ heading: t('moderation.restrictions.empty'), text: t('moderation.restrictions.emptyText') }}
      >
        {(restrictions) => (
          <Rows
            label={t('moderation.restrictions.heading')}
            items={restrictions}
            keyOf={({ id }: ChatRestriction) => id}
            row={({ id, kind, who, whom, reason, madeBy, madeAt, until }) => ({
              name: who,
              facts: [
                [
                  t(`moderation.restrictions.kind.${kind}`),
                  ...(whom === 'address' ? [t('moderation.restrictions.address')] : []),
                  until === null
                    ? t('moderation.restrictions.ever')
                    : t('admin.until', { time: momentText(i18n.language, until) }),
                ].join(' · '),
                reason,
                [madeBy ?? t('admin.server'), momentText(i18n.language, madeAt)].join(' · '),
              ],
              action: (
                <Button
                  small
                  look="quiet"
                  busy={isPending}
                  aria-label={t(`moderation.restrictions.liftOf.${kind}`, { who })}
                  onClick={() => mutate(id)}
                >
                  {t(`moderation.restrictions.lift.${kind}`)}
                </Button>
              ),
            })}
          />
        )}
      </ListStates>
    </>
  );
};
