import { type ComponentProps, type KeyboardEvent, useState } from 'react';
import { Button } from '../button/button.tsx';

interface ConfirmButtonProps extends Omit<ComponentProps<typeof Button>, 'children' | 'onClick' | 'look'> {
  readonly label: string;
  /** What the button says once it was pressed: pressing it again acts. */
  readonly sure: string;
  readonly onConfirm: () => void;
}

/** A button for what cannot be undone: the first press asks, the second acts; leaving it takes the question back. */
export const ConfirmButton = ({ label, sure, onConfirm, ...button }: ConfirmButtonProps) => {
  const [asks, setAsks] = useState(false);
  const press = ({ detail: clicksInARow }: { detail: number }): void => {
    if (clicksInARow > 1) return; // a double click is no answer to the question
    if (asks) onConfirm();
    setAsks(!asks);
  };
  return (
    <Button
      {...button}
      look={asks ? 'danger' : 'quiet'}
      onBlur={() => setAsks(false)}
      onKeyDown={ignoreHeld}
      onClick={press}
    >
      <span aria-live="polite">{asks ? sure : label}</span>
    </Button>
  );
};

/** A key that is held down presses again and again: that is no answer either. */
const ignoreHeld = (event: KeyboardEvent): void => {
  if (event.repeat) event.preventDefault();
};
