import type { OutsideLink } from '@livestreamer/contracts';
import { ExternalLink } from 'lucide-react';
import styles from './outside-links.module.scss';

interface OutsideLinksProps {
  /** Accessible name of the list. */
  readonly label: string;
  readonly links: readonly OutsideLink[];
}

/** Links that people wrote: they open beside the sound, learn nothing of this page, and are no recommendation of this site. */
export const OutsideLinks = ({ label, links }: OutsideLinksProps) => (
  <ul className={styles['links']} aria-label={label}>
    {links.map(({ label: words, url }) => (
      <li key={`${words} ${url}`}>
        <a href={url} target="_blank" rel="noopener noreferrer nofollow ugc" className={styles['link']}>
          {words}
          <ExternalLink size={16} aria-hidden />
        </a>
      </li>
    ))}
  </ul>
);
