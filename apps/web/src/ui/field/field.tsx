import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './field.module.scss';

interface FieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, in words; read aloud when the field is entered. */
  readonly problem?: string | undefined;
  /** Drawn at the end of the field. */
  readonly after?: ReactNode;
}

/** A text field with its label, hint and problem. */
export const Field = ({ label, hint, problem, after, ...input }: FieldProps) => {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <div className={styles['box']}>
        <input
          {...input}
          id={id}
          className={styles['input']}
          aria-invalid={problem !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
        />
        {after}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={problem === undefined ? styles['hint'] : styles['problem']}>
          {note}
        </p>
      )}
    </div>
  );
};
