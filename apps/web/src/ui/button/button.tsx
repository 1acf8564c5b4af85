import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import styles from './button.module.scss';

type Look = 'primary' | 'quiet' | 'danger';

/** A button that acts. While `busy` it keeps its focus and its name, and does nothing. */
export const Button = ({
  look = 'primary',
  busy = false,
  small = false,
  onClick,
  ...rest
}: ComponentProps<'button'> & { look?: Look; busy?: boolean; small?: boolean }) => (
  <button
    type="button"
    {...rest}
    className={`${styles['button']} ${small ? styles['small'] : ''} ${styles[look]}`}
    aria-disabled={busy || undefined}
    onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
  />
);

/** A link that looks like a button: it goes somewhere. */
export const ButtonLink = ({ look = 'primary', ...rest }: ComponentProps<typeof Link> & { look?: Look }) => (
  <Link {...rest} className={`${styles['button']} ${styles[look]}`} />
);

/** The same for what is no page of ours: a file, another program. */
export const ButtonOut = ({ look = 'primary', children, ...rest }: ComponentProps<'a'> & { look?: Look }) => (
  <a {...rest} className={`${styles['button']} ${styles[look]}`}>
    {children}
  </a>
);
