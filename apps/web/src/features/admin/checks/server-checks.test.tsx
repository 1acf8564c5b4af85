// @vitest-environment happy-dom
import type { Check, CheckId } from '@livestreamer/contracts';
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { byRole } from '../../../testing/by-role.ts';
import { until } from '../../../testing/person.ts';
import { openWebPage, refusal, type WebPage } from '../../../testing/web-rig.tsx';

const ADMIN = {
  id: 'a1',
  username: 'ada',
  email: 'ada@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['admin'],
  permissions: ['server.manage'],
};
const THEN = '2026-11-20T20:15:00.000Z';
const PORT: Check = { id: 'ports', title: 'Port', state: 'ok', sentence: 'The server answers.', advice: null };
const SOCKET: Check = {
  id: 'websocket',
  title: 'WebSocket',
  state: 'failed',
  sentence: 'A WebSocket is not let through: the answer is 404.',
  advice: 'proxy_http_version 1.1;',
};
const run = (checks: readonly Check[], finishedAt: string | null = THEN) => ({
  run: { startedAt: THEN, finishedAt, checks },
});

let page: WebPage;
afterEach(() => page.close());

const open = async (answers: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> => {
  const all: Record<string, unknown> = { 'GET /account': ADMIN, ...answers };
  page = await openWebPage('/admin/checks', all);
  await until(() => byRole('heading', 'Checks'));
  return all;
};
const rows = (): (string | null)[] => [...document.querySelectorAll('main li h2')].map((it) => it.textContent);
const status = (): string | null => document.querySelector('main p[role="status"]')?.textContent ?? null;

it('shows what is wrong, in the words of the server, with the lines to paste', async () => {
  await open({ 'GET /admin/checks': run([PORT, SOCKET]) });
  await until(() => expect(rows()).toEqual(['Port OK', 'WebSocket Wrong']));
  expect(status()).toMatch(/^Wrong: 1\. Could be better: 0\. Looked at /);
  const words = [...document.querySelectorAll('main li [lang="en"]')].map((it) => it.textContent);
  expect(words.slice(0, 2)).toEqual([PORT.sentence, SOCKET.sentence]);
  expect(document.querySelectorAll('main li code')).toHaveLength(1);
  expect(document.querySelector('main li code')?.textContent).toBe(SOCKET.advice);
});

it('says once what several checks found', async () => {
  const noWay = {
    state: 'skipped',
    sentence: 'PUBLIC_URL is not set.',
    advice: 'PUBLIC_URL=https://radio.example',
  } as const;
  const skipped = (id: CheckId, sentence: string = noWay.sentence): Check => ({ id, title: id, ...noWay, sentence });
  await open({
    'GET /admin/checks': run([
      PORT,
      skipped('tls'),
      skipped('reach'),
      skipped('scheme', 'Nothing came.'),
      skipped('events'),
    ]),
  });
  await until(() =>
    expect(rows()).toEqual([
      'Port OK',
      'Certificate, Public address Not looked at',
      'Host and scheme Not looked at',
      'Server-sent events Not looked at',
    ]),
  );
  expect(status()).toContain('Not looked at: 4.');
});

it('looks when it is told to, tells how far it is, and ends by itself', async () => {
  const begun = Response.json(run([], null), { status: 202 });
  const answers = await open({ 'GET /admin/checks': { run: null }, 'POST /admin/checks': begun });
  await until(() => expect(status()).toMatch(/^Nobody has looked yet/));
  answers['GET /admin/checks'] = run([PORT], null);
  await act(async () => byRole('button', 'Look now').click());
  await until(() => expect(rows()).toEqual(['Port OK']));
  expect(status()).toMatch(/^Looking/);
  expect(document.querySelector('progress')?.value).toBe(1);
  expect(byRole('button', 'Look again').getAttribute('aria-disabled')).toBe('true');
  answers['GET /admin/checks'] = run([PORT]);
  await until(() => expect(status()).toMatch(/^All is well\./));
  expect(byRole('button', 'Look again').getAttribute('aria-disabled')).toBeNull();
});

it('says so when the server cannot be asked, and asks again', async () => {
  const answers = await open({ 'GET /admin/checks': refusal(503, 'unavailable') });
  await until(() => byRole('alert'));
  answers['GET /admin/checks'] = run([PORT]);
  await act(async () => byRole('button', 'Try again').click());
  await until(() => expect(rows()).toEqual(['Port OK']));
});
