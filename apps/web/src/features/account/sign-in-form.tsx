import { signIn } from '@livestreamer/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { zodResolver } from '../../lib/zod-resolver.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { PasswordField } from '../../ui/field/password-field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './account-form.module.scss';
import { rememberAccount } from './use-account.ts';

interface SignInValues {
  login: string;
  password: string;
}

export const SignInForm = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { register, handleSubmit, formState, setFocus } = useForm<SignInValues>({
    resolver: zodResolver(signIn.body, t),
    defaultValues: { login: '', password: '' },
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: SignInValues) => rest.call(signIn, { body }),
    onSuccess: (account) => {
      rememberAccount(queries, account);
      onDone();
    },
    onError: () => setFocus('password', { shouldSelect: true }),
  });
  return (
    <form noValidate className={styles['form']} onSubmit={handleSubmit((values) => !isPending && mutate(values))}>
      {error && <Problem>{errorText(t, error)}</Problem>}
      <Field
        {...register('login')}
        label={t('account.login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        problem={formState.errors.login?.message}
      />
      <PasswordField
        {...register('password')}
        label={t('account.password')}
        showLabel={t('account.showPassword')}
        hideLabel={t('account.hidePassword')}
        autoComplete="current-password"
        problem={formState.errors.password?.message}
      />
      <Button type="submit" busy={isPending}>
        {t('account.signIn')}
      </Button>
    </form>
  );
};
