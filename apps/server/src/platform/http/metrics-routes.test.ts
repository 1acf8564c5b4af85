import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';

const TOKEN = 'a-token-for-prometheus';

let rig: HttpRig;
const start = async (token: string | null): Promise<void> => {
  const metrics = { token, contentType: 'text/plain; version=0.0.4; charset=utf-8', scrape: async () => 'one 1\n' };
  rig = await startHttpRig({ metrics });
};
beforeEach(() => start(TOKEN));
afterEach(() => rig.stop());

const ask = (headers: Record<string, string> = {}): Promise<Response> => fetch(`${rig.baseUrl}/metrics`, { headers });

test('a program on this machine gets the figures', async () => {
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await answer.text()).toBe('one 1\n');
});

test.each([
  ['x-forwarded-for', '203.0.113.7'],
  ['x-real-ip', '127.0.0.1'],
  ['forwarded', 'for=127.0.0.1'],
  ['via', '1.1 nginx'],
  ['x-forwarded-proto', 'https'],
  ['x-forwarded-host', 'radio.example'],
])('who comes through a proxy, as %s tells, is refused with advice', async (name, value) => {
  const answer = await ask({ [name]: value });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    code: 'forbidden',
    message: expect.stringMatching(/private.*LIVESTREAMER_METRICS_TOKEN/s),
  });
});

test('who has the token gets the figures from anywhere, and no other token opens them', async () => {
  const through = { 'x-forwarded-for': '203.0.113.7' };
  expect((await ask({ ...through, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  for (const wrong of ['Bearer', 'Bearer ', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, TOKEN, `Basic ${TOKEN}`])
    expect((await ask({ ...through, authorization: wrong })).status).toBe(403);
});

test('where there is no token none opens them', async () => {
  await rig.stop();
  await start(null);
  for (const authorization of ['Bearer null', 'Bearer ', 'Bearer undefined'])
    expect((await ask({ authorization, via: '1.1 nginx' })).status).toBe(403);
});
