import { Bookmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import styles from './bookmark-button.module.scss';
import { useBookmark } from './use-bookmarks.ts';

interface BookmarkButtonProps {
  readonly id: string;
  readonly title: string;
  readonly kept: boolean;
  /** Shown beside the mark; without it the mark stands alone. */
  readonly withWords?: boolean;
}

/** Keeps a show among one's own. Shows what was wished for before the server has said yes. */
export const BookmarkButton = ({ id, title, kept, withWords = false }: BookmarkButtonProps) => {
  const { t } = useTranslation();
  const { mutate, isPending, variables, error } = useBookmark(id);
  const isOn = isPending ? variables : kept;
  return (
    <span className={styles['place']}>
      <button
        type="button"
        className={styles['button']}
        data-words={withWords}
        aria-pressed={isOn}
        aria-disabled={isPending}
        aria-label={t('archive.bookmarkOf', { title })}
        onClick={() => !isPending && mutate(!isOn)}
      >
        <Bookmark size={20} aria-hidden className={styles['mark']} />
        {withWords && t('archive.bookmark')}
      </button>
      {error && (
        <span role="alert" className={styles['problem']}>
          {errorText(t, error)}
        </span>
      )}
    </span>
  );
};
