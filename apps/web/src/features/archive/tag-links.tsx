import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './tag-links.module.scss';

interface TagLinksProps {
  readonly tags: readonly string[];
  /** The archive that is searched. */
  readonly archive: string;
}

/** The tags of a show; each leads to all that have it. */
export const TagLinks = ({ tags, archive }: TagLinksProps) => {
  const { t } = useTranslation();
  if (tags.length === 0) return null;
  return (
    <ul className={styles['tags']} aria-label={t('archive.tags')}>
      {tags.map((tag) => (
        <li key={tag}>
          <Link to={`${archive}?tag=${encodeURIComponent(tag)}`} className={styles['tag']}>
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
};
