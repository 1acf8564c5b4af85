import { confirmAccount, confirmEmailChange, restoreAccount } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { LetterRequest } from '../features/account/registration/letter-request.tsx';
import { LinkAction } from '../features/account/registration/link-action.tsx';
import { ResetPasswordForm } from '../features/account/registration/reset-password-form.tsx';
import { useAccount } from '../features/account/use-account.ts';
import { useTakenToken } from '../lib/use-taken-token.ts';
import { ButtonLink } from '../ui/button/button.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import { FormPage } from './form-page.tsx';

// The pages that links in letters open (LINK_PAGES of the contracts), each with `?token=…`.

const PURPOSES = {
  confirm: { route: confirmAccount, next: '/sign-in', nextText: 'account.signIn' },
  email: { route: confirmEmailChange, next: '/settings', nextText: 'links.toSettings' },
  restore: { route: restoreAccount, next: '/sign-in', nextText: 'account.signIn' },
} as const;

/** What was typed on the page that led here. */
const useTypedEmail = (): string => {
  const state: unknown = useLocation().state;
  return typeof state === 'object' && state !== null && 'email' in state && typeof state.email === 'string'
    ? state.email
    : '';
};

const LinkPage = ({ purpose }: { readonly purpose: keyof typeof PURPOSES }) => {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  const token = useTakenToken();
  const { route, ...way } = PURPOSES[purpose];
  const { data: account } = useAccount();
  const { next, nextText } = account ? PURPOSES.email : way;
  const typed = useTypedEmail();
  const goOn = (
    <ButtonLink to={next} look={done ? 'primary' : 'quiet'}>
      {t(nextText)}
    </ButtonLink>
  );

  if (done)
    return (
      <Notice heading={t(`links.${purpose}Done`)} text={t(`links.${purpose}DoneText`)}>
        <title>{t('title.plain', { page: t(`links.${purpose}Done`) })}</title>
        {goOn}
      </Notice>
    );
  if (!token)
    return (
      <FormPage heading={t(`links.${purpose}`)} text={t(purpose === 'confirm' ? 'letters.text' : 'links.noToken')}>
        {purpose === 'confirm' ? <LetterRequest purpose="confirmation" typed={typed} /> : <div>{goOn}</div>}
      </FormPage>
    );
  return (
    <FormPage heading={t(`links.${purpose}`)} text={t(`links.${purpose}Text`)}>
      <LinkAction
        route={route}
        token={token}
        submit={t(`links.${purpose}Submit`)}
        onDone={() => setDone(true)}
        onStale={
          <>
            <p>{t(`links.${purpose}Stale`)}</p>
            <div>{goOn}</div>
            {purpose === 'confirm' && <LetterRequest purpose="confirmation" />}
          </>
        }
      />
    </FormPage>
  );
};

/** Confirms the address of a new account; without a token it sends the letter again. */
export const ConfirmAccountPage = () => <LinkPage purpose="confirm" />;

/** Confirms a changed e-mail address. */
export const ConfirmEmailPage = () => <LinkPage purpose="email" />;

/** Brings a deleted account back. */
export const RestoreAccountPage = () => <LinkPage purpose="restore" />;

/** Takes a new password. */
export const ResetPasswordPage = () => {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  const token = useTakenToken();
  if (done)
    return (
      <Notice heading={t('reset.done')} text={t('reset.doneText')}>
        <title>{t('title.plain', { page: t('reset.done') })}</title>
        <ButtonLink to="/sign-in">{t('account.signIn')}</ButtonLink>
      </Notice>
    );
  return (
    <FormPage heading={t('reset.heading')} text={t(token ? 'reset.text' : 'links.noToken')}>
      {token ? (
        <ResetPasswordForm token={token} onDone={() => setDone(true)} />
      ) : (
        <div>
          <ButtonLink to="/forgot-password">{t('links.newLetter')}</ButtonLink>
        </div>
      )}
    </FormPage>
  );
};
