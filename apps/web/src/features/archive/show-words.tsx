import type { Broadcast } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { OutsideLinks } from '../../ui/outside-links/outside-links.tsx';
import styles from './show-words.module.scss';
import { TagLinks } from './tag-links.tsx';

/** What is said of a show: description, links, tags. Nothing where nothing is said. */
export const ShowWords = ({ show: { station, description, links, tags } }: { readonly show: Broadcast }) => {
  const { t } = useTranslation();
  if (description === '' && links.length === 0 && tags.length === 0) return null;
  return (
    <div className={styles['words']}>
      {description !== '' && <p className={styles['description']}>{description}</p>}
      {links.length > 0 && <OutsideLinks label={t('live.links')} links={links} />}
      <TagLinks tags={tags} archive={`/${station}/archive`} />
    </div>
  );
};
