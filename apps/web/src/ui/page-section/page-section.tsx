import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import styles from './page-section.module.scss';

interface PageSectionProps {
  readonly heading: string;
  /** Where there is more of it. */
  readonly more?: { readonly to: string; readonly text: string } | undefined;
  readonly children: ReactNode;
}

/** One matter of a page, with its heading and the way to all of it. */
export const PageSection = ({ heading, more, children }: PageSectionProps) => {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id} className={styles['heading']}>
          {heading}
        </h2>
        {more && (
          <Link to={more.to} className={styles['more']}>
            {more.text}
          </Link>
        )}
      </header>
      {children}
    </section>
  );
};
