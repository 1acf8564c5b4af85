import type { Timer } from '@livestreamer/clock';
import { LIMITS } from '@livestreamer/contracts';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import styles from './archive-search.module.scss';

/** As long as people pause while they type on. */
const PAUSE_MS = 300;

interface ArchiveSearchProps {
  readonly q: string;
  readonly tag: string | null;
  /** What to look for now. */
  readonly onSearch: (search: { readonly q: string; readonly tag: string | null }) => void;
}

/** Looks while one types; what is looked for stands in the address. */
export const ArchiveSearch = ({ q, tag, onSearch }: ArchiveSearchProps) => {
  const { t } = useTranslation();
  const { clock } = useWeb();
  const [text, setText] = useState(q);
  const [asked, setAsked] = useState(q);
  const timer = useRef<Timer | null>(null);
  useEffect(() => () => timer.current?.cancel(), []);

  // The address changed by another hand: a tag, a link, the way back.
  if (q !== asked) {
    setAsked(q);
    setText(q);
  }

  const ask = (next: string): void => {
    timer.current?.cancel();
    const wanted = next.trim();
    setAsked(wanted);
    if (wanted !== q) onSearch({ q: wanted, tag });
  };
  const type = (next: string): void => {
    setText(next);
    timer.current?.cancel();
    timer.current = clock.after(PAUSE_MS, () => ask(next));
  };

  return (
    <search className={styles['search']}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          ask(text);
        }}
      >
        <Search size={20} aria-hidden className={styles['lens']} />
        <input
          type="search"
          className={styles['input']}
          aria-label={t('archive.search')}
          placeholder={t('archive.search')}
          value={text}
          maxLength={LIMITS.search.max}
          autoComplete="off"
          enterKeyHint="search"
          onChange={({ target }) => type(target.value)}
        />
      </form>
      {tag !== null && (
        <button
          type="button"
          className={styles['tag']}
          aria-label={t('archive.withoutTag', { tag })}
          onClick={() => onSearch({ q, tag: null })}
        >
          {tag}
          <X size={16} aria-hidden />
        </button>
      )}
    </search>
  );
};
