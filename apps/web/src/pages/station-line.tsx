import type { StationPage } from '@livestreamer/contracts';
import { Link } from 'react-router';
import styles from './list-page.module.scss';

/** Above the heading of a page that is about one of several stations: whose it is, and the way there. */
export const StationLine = ({ station: { slug, name } }: { readonly station: StationPage }) => (
  <p className={styles['station']}>
    <Link to={`/${slug}`} className={styles['link']}>
      {name}
    </Link>
  </p>
);
