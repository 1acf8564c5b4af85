import { setUpState } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import { Notice } from '../../ui/notice/notice.tsx';

/** What to say while there is no station: most likely the server was started just now. */
export const SetUpHint = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { data } = useQuery({ queryKey: ['set-up'], queryFn: () => rest.call(setUpState, {}) });
  return data?.needed ? (
    <Notice heading={t('stations.setUp')} text={t('stations.setUpText')} />
  ) : (
    <Notice heading={t('stations.empty')} text={t('stations.emptyText')} />
  );
};
