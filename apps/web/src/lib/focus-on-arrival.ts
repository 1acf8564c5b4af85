/** A `ref` for what comes in place of what the person just used: the focus goes there, and is not lost with the button that was pressed. */
export const focusOnArrival = (element: HTMLElement | null): void => element?.focus();
