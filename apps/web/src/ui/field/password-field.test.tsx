// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fieldCalled, fill, press } from '../../testing/person.ts';
import { PasswordField } from './password-field.tsx';

let root: Root;
beforeEach(async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  document.body.innerHTML = '<div id="root"></div>';
  const place = document.getElementById('root');
  if (!place) throw new Error('There is no place for the field.');
  root = createRoot(place);
  const field = <PasswordField label="Password" autoComplete="new-password" showLabel="Show" hideLabel="Hide" />;
  await act(async () => root.render(field));
});
afterEach(() => act(async () => root.unmount()));

it('a password can be looked at, and hidden again', async () => {
  await fill('Password', 'correct horse');
  expect(fieldCalled('Password').type).toBe('password');
  await press('Show');
  expect(fieldCalled('Password')).toMatchObject({ type: 'text', value: 'correct horse' });
  await press('Hide');
  expect(fieldCalled('Password').type).toBe('password');
});

it('password managers are told what it is for, and nothing keeps a password from being pasted', () => {
  const field = fieldCalled('Password');
  expect(field.autocomplete).toBe('new-password');
  for (const type of ['paste', 'beforeinput', 'drop', 'keydown'])
    expect(field.dispatchEvent(new Event(type, { bubbles: true, cancelable: true })), type).toBe(true);
});
