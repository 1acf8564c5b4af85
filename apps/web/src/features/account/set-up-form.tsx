import { LIMITS, setUp } from '@livestreamer/contracts';
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

interface SetUpValues {
  token: string;
  stationName: string;
  username: string;
  email: string;
  password: string;
}

/** The first admin and the default station, with the one-time link. Whoever made them is signed in. */
export const SetUpForm = ({ token }: { readonly token: string }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { register, handleSubmit, formState } = useForm<SetUpValues>({
    resolver: zodResolver(setUp.body, t),
    defaultValues: { token, stationName: '', username: '', email: '', password: '' },
  });
  const { errors } = formState;
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: SetUpValues) => rest.call(setUp, { body }),
    onSuccess: (account) => {
      rememberAccount(queries, account);
      void queries.invalidateQueries({ queryKey: ['stations'] });
    },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={handleSubmit((values) => !isPending && mutate(values))}>
      {error && <Problem>{errorText(t, error)}</Problem>}
      {errors.token && <Problem>{t('errors.set_up_link_wrong')}</Problem>}
      <Field
        {...register('stationName')}
        label={t('setUp.stationName')}
        hint={t('setUp.stationNameHint')}
        autoComplete="organization"
        problem={errors.stationName?.message}
      />
      <Field
        {...register('username')}
        label={t('setUp.username')}
        hint={t('setUp.usernameHint')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        problem={errors.username?.message}
      />
      <Field
        {...register('email')}
        type="email"
        label={t('setUp.email')}
        autoComplete="email"
        problem={errors.email?.message}
      />
      <PasswordField
        {...register('password')}
        label={t('setUp.password')}
        hint={t('setUp.passwordHint', { min: LIMITS.password.min })}
        showLabel={t('account.showPassword')}
        hideLabel={t('account.hidePassword')}
        autoComplete="new-password"
        problem={errors.password?.message}
      />
      <Button type="submit" busy={isPending}>
        {t('setUp.submit')}
      </Button>
    </form>
  );
};
