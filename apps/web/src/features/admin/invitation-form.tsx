import { type Invitation, makeInvitation, ROLES, type Role } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { CopyLine } from '../../ui/copy-line/copy-line.tsx';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import { ShownOnce } from '../../ui/shown-once/shown-once.tsx';
import styles from './admin.module.scss';
import { useAdminAct } from './use-admin.ts';

/** Makes an invitation; then its link, which is shown this once. */
export const InvitationForm = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [role, setRole] = useState<Role>('broadcaster');
  const [made, setMade] = useState<(Invitation & { link: string }) | null>(null);
  const make = useAdminAct((email: string | null) => rest.call(makeInvitation, { body: { email, role } }));
  const { field, onSubmit, busy, problem, reset } = useRouteForm({
    body: undefined,
    defaultValues: { email: '' },
    send: ({ email }) => make.mutateAsync(email.trim() || null),
    onDone: setMade,
    places: { validation_failed: 'email' },
  });
  if (made)
    return (
      <div ref={takeFocus} tabIndex={-1} className={styles['form']}>
        <ShownOnce />
        <Done>{t('admin.invitations.made')}</Done>
        <CopyLine
          text={made.link}
          label={t('goLive.copyNamed', { what: t('admin.invitations.link') })}
          copied={t('goLive.copied')}
        />
        <div>
          <Button
            look="quiet"
            onClick={() => {
              setMade(null);
              reset();
            }}
          >
            {t('keys.kept')}
          </Button>
        </div>
      </div>
    );
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <Field
        {...field('email')}
        type="email"
        label={t('setUp.email')}
        hint={t('admin.invitations.emailHint')}
        autoComplete="off"
      />
      <SelectField
        label={t('admin.role.label')}
        value={role}
        options={ROLES.map((value) => ({ value, text: t(`admin.role.${value}`) }))}
        onChoose={setRole}
      />
      <div>
        <Button type="submit" busy={busy}>
          {t('admin.invitations.make')}
        </Button>
      </div>
    </form>
  );
};

/** The button that was pressed is gone: what came in its place has the focus. */
const takeFocus = (element: HTMLElement | null): void => element?.focus();
