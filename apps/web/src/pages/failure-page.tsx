import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button/button.tsx';
import { Notice } from '../ui/notice/notice.tsx';

/** A page threw, or its code could not be loaded (a new version was deployed). The player goes on. */
export const FailurePage = () => {
  const { t } = useTranslation();
  return (
    <Notice heading={t('failure.heading')} text={t('failure.text')}>
      <title>{t('title.plain', { page: t('failure.heading') })}</title>
      <Button onClick={() => window.location.reload()}>{t('retry')}</Button>
    </Notice>
  );
};
