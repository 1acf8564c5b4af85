import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/field/password-field.tsx';

/** A password field with the names of its button in the page's language. */
export const OwnPasswordField = (field: Omit<ComponentProps<typeof PasswordField>, 'showLabel' | 'hideLabel'>) => {
  const { t } = useTranslation();
  return <PasswordField {...field} showLabel={t('account.showPassword')} hideLabel={t('account.hidePassword')} />;
};
