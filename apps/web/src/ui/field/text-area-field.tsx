import { type ComponentProps, useId } from 'react';
import styles from './field.module.scss';

interface TextAreaFieldProps extends Omit<ComponentProps<'textarea'>, 'id' | 'className'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, in words; read aloud when the field is entered. */
  readonly problem?: string | undefined;
}

/** A text of several lines with its label, hint and problem. */
export const TextAreaField = ({ label, hint, problem, ...area }: TextAreaFieldProps) => {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <div className={styles['box']}>
        <textarea
          {...area}
          id={id}
          className={`${styles['input']} ${styles['area']}`}
          aria-invalid={problem !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
        />
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={problem === undefined ? styles['hint'] : styles['problem']}>
          {note}
        </p>
      )}
    </div>
  );
};
