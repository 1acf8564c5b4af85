import styles from './loading.module.scss';

/** Something is on its way. Shows only after a moment: what comes at once should not flicker. */
export const Loading = ({ label }: { readonly label: string }) => (
  <p className={styles['loading']}>
    <span className={styles['bars']} aria-hidden>
      <i />
      <i />
      <i />
      <i />
    </span>
    {label}
  </p>
);
