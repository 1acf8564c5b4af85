import styles from './loading.module.scss';

/** A page that is on its way; its heading, so that no page is without. Shows only after a moment: what comes at once should not flicker. */
export const Loading = ({ label }: { readonly label: string }) => (
  <h1 className={styles['loading']}>
    <span className={styles['bars']} aria-hidden>
      <i />
      <i />
      <i />
      <i />
    </span>
    {label}
  </h1>
);
