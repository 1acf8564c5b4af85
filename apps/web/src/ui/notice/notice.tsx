import type { ReactNode } from 'react';
import styles from './notice.module.scss';

interface NoticeProps {
  readonly heading: string;
  readonly text?: string;
  /** What one can do about it: a button or a link. */
  readonly children?: ReactNode;
}

/** A page, or the place of a list, that has only something to say: empty, missing, broken. */
export const Notice = ({ heading, text, children }: NoticeProps) => (
  <section className={styles['notice']}>
    <h1 className={styles['heading']}>{heading}</h1>
    {text !== undefined && <p className={styles['text']}>{text}</p>}
    {children !== undefined && <div className={styles['actions']}>{children}</div>}
  </section>
);

/** Something that went wrong with what the person just did; read aloud at once. */
export const Problem = ({ children }: { readonly children: ReactNode }) => (
  <p role="alert" className={styles['problem']}>
    {children}
  </p>
);

/** Something that went well; read aloud when there is time. */
export const Done = ({ children }: { readonly children: ReactNode }) => (
  <p role="status" className={styles['done']}>
    {children}
  </p>
);
