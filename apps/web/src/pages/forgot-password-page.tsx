import { useTranslation } from 'react-i18next';
import { LetterRequest } from '../features/account/registration/letter-request.tsx';
import { FormPage } from './form-page.tsx';

/** `/forgot-password`. */
export const ForgotPasswordPage = () => {
  const { t } = useTranslation();
  return (
    <FormPage heading={t('forgot.heading')} text={t('forgot.text')}>
      <LetterRequest purpose="reset" />
    </FormPage>
  );
};
