import { act } from 'react';
import { vi } from 'vitest';
import { byRole } from './by-role.ts';

/** Waits as a person does: React draws when it will, and not when a test tells it to. */
export const until = async (check: () => void): Promise<void> => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', false);
  try {
    await vi.waitFor(check);
  } finally {
    Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  }
};

/** Presses the one button, or follows the one link, of that name as soon as it is there. */
export const press = async (name: string, role: 'button' | 'link' = 'button'): Promise<void> => {
  await until(() => byRole(role, name));
  await act(async () => byRole(role, name).click());
};

/** The one text field with that label, passwords too. */
export const fieldCalled = (caption: string): HTMLInputElement => {
  const label = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === caption);
  const input = document.getElementById(label?.htmlFor ?? '');
  if (!(input instanceof HTMLInputElement)) throw new Error(`No field is called ${caption}.`);
  return input;
};

/** Types over what is in a field, as soon as it is there. */
export const fill = async (caption: string, text: string): Promise<void> => {
  await until(() => fieldCalled(caption));
  await act(async () => {
    const input = fieldCalled(caption);
    Reflect.set(HTMLInputElement.prototype, 'value', text, input); // by the element's own setter: React watches the other
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
};

/** What is wrong with a field, in words; null when nothing is. */
export const problemOf = (caption: string): string | null => {
  const input = fieldCalled(caption);
  if (input.getAttribute('aria-invalid') !== 'true') return null;
  return document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
};
