import { registrationState } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LetterRequest } from '../features/account/registration/letter-request.tsx';
import { RegisterForm } from '../features/account/registration/register-form.tsx';
import { errorText } from '../lib/error-text.ts';
import { useTakenToken } from '../lib/use-taken-token.ts';
import { useWeb } from '../lib/web-context.ts';
import { Button, ButtonLink } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import { FormPage } from './form-page.tsx';

/** `/register`, with `?invitation=…` from an invitation. */
export const RegisterPage = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const registration = useQuery({ queryKey: ['registration'], queryFn: () => rest.call(registrationState, {}) });
  const invitation = useTakenToken('invitation');

  if (sentTo !== null)
    return (
      <FormPage heading={t('register.sent')} text={t('register.sentText', { email: sentTo })}>
        <LetterRequest purpose="confirmation" sentTo={sentTo} />
      </FormPage>
    );
  if (registration.isError && !registration.data)
    return (
      <Notice heading={t('failure.heading')} text={errorText(t, registration.error)}>
        <Button onClick={() => void registration.refetch()}>{t('retry')}</Button>
      </Notice>
    );
  if (registration.isPending) return <Loading label={t('loading')} />;
  const { mode } = registration.data;
  if (mode === 'closed' || (mode === 'invitation' && invitation === null))
    return (
      <Notice heading={t(`register.${mode}`)} text={t(`register.${mode}Text`)}>
        <title>{t('title.plain', { page: t('register.heading') })}</title>
        <ButtonLink to="/sign-in">{t('account.signIn')}</ButtonLink>
      </Notice>
    );
  return (
    <FormPage heading={t('register.heading')} text={t(invitation === null ? 'register.text' : 'register.invitedText')}>
      <RegisterForm invitation={invitation} onDone={setSentTo} />
    </FormPage>
  );
};
