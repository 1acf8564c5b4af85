import { type ComponentProps, useId } from 'react';
import styles from './field.module.scss';

interface SelectFieldProps<Value extends string>
  extends Omit<ComponentProps<'select'>, 'id' | 'className' | 'value' | 'onChange'> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChoose: (value: Value) => void;
}

/** One of a few, with its label. */
export const SelectField = <Value extends string>(props: SelectFieldProps<Value>) => {
  const { label, options, value, onChoose, ...select } = props;
  const id = useId();
  const choose = (chosen: string): void => {
    const option = options.find((one) => one.value === chosen);
    if (option) onChoose(option.value);
  };
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <div className={styles['box']}>
        <select
          {...select}
          id={id}
          className={styles['input']}
          value={value}
          onChange={({ target }) => choose(target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
};
