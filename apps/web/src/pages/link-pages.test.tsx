// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { byRole } from '../testing/by-role.ts';
import { openWebPage, refusal, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const until = async (check: () => void): Promise<void> => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', false);
  try {
    await vi.waitFor(check, { timeout: 9_000 });
  } finally {
    Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  }
};

const press = async (name: string): Promise<void> => {
  await until(() => byRole('button', name));
  await act(async () => byRole('button', name).click());
};

it('a link from a letter acts on a press and says how to go on', async () => {
  page = await openWebPage('/confirm-account?token=t', {
    'PUT /accounts/confirmations/t': new Response(null, { status: 204 }),
  });
  await press('Confirm the address');
  await until(() => byRole('heading', 'Your address is confirmed'));
});

it('a link that was used before says so kindly and offers a new letter', async () => {
  page = await openWebPage('/confirm-account?token=t', {
    'PUT /accounts/confirmations/t': refusal(404, 'link_wrong'),
  });
  await press('Confirm the address');
  await until(() => expect(byRole('alert').textContent).toMatch(/^This link was used already/));
  byRole('button', 'Send the letter');
});

it('a server that takes accounts by invitation only says so to whoever has none', async () => {
  page = await openWebPage('/register', { 'GET /registration': { mode: 'invitation' } });
  await until(() => byRole('heading', 'By invitation only'));
});
