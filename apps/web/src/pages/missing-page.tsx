import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button/button.tsx';
import { Notice } from '../ui/notice/notice.tsx';

/** 404, for addresses and for stations alike. */
export const MissingPage = () => {
  const { t } = useTranslation();
  return (
    <Notice heading={t('missing.heading')} text={t('missing.text')}>
      <title>{t('title.plain', { page: t('missing.heading') })}</title>
      <ButtonLink to="/">{t('home')}</ButtonLink>
    </Notice>
  );
};
