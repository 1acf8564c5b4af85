import {
  addToTeam,
  listTeam,
  removeFromTeam,
  STATION_ROLES,
  type StationRole,
  type TeamMember,
} from '@livestreamer/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { ListStates } from '../../ui/list-states/list-states.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { Rows } from '../../ui/rows/rows.tsx';
import styles from './studio.module.scss';
import { useStudioAct } from './use-studio.ts';

const keyOf = (station: string): readonly string[] => ['studio', 'team', station];

/** Who broadcasts or keeps order on a station beside its owner. */
export const StationTeam = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const query = useQuery({
    queryKey: keyOf(station),
    queryFn: async () => (await rest.call(listTeam, { params: { station } })).items,
  });
  const { mutate, isPending, error } = useStudioAct((account: string) =>
    rest.call(removeFromTeam, { params: { station, account } }),
  );
  return (
    <>
      <TeamForm station={station} />
      {error && <Problem>{errorText(t, error)}</Problem>}
      <ListStates query={query} empty={{ heading: t('studio.team.empty') }}>
        {(members) => (
          <Rows
            label={t('studio.team.heading')}
            items={members}
            keyOf={({ accountId, role }: TeamMember) => `${accountId} ${role}`}
            row={({ accountId, username, role }) => ({
              name: username,
              facts: [t(`studio.team.role.${role}`)],
              action: (
                <Button
                  small
                  look="quiet"
                  busy={isPending}
                  aria-label={t('studio.team.removeThis', { name: username })}
                  onClick={() => mutate(accountId)}
                >
                  {t('studio.team.remove')}
                </Button>
              ),
            })}
          />
        )}
      </ListStates>
    </>
  );
};

const TeamForm = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const [role, setRole] = useState<StationRole>('moderator');
  const { field, onSubmit, busy, problem, reset } = useRouteForm({
    body: addToTeam.body?.omit({ role: true }),
    defaultValues: { username: '' },
    send: ({ username }) => rest.call(addToTeam, { params: { station }, body: { username, role } }),
    onDone: () => {
      reset();
      void queries.invalidateQueries({ queryKey: keyOf(station) });
    },
    places: { not_found: 'username' },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <Field {...field('username')} label={t('studio.team.username')} autoComplete="off" spellCheck={false} />
      <SelectField
        label={t('studio.team.what')}
        value={role}
        options={STATION_ROLES.map((value) => ({ value, text: t(`studio.team.role.${value}`) }))}
        onChoose={setRole}
      />
      <div>
        <Button type="submit" look="quiet" busy={busy}>
          {t('studio.team.add')}
        </Button>
      </div>
    </form>
  );
};
