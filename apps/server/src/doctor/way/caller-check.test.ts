import { expect, test } from 'vitest';
import { CLAIMED_ADDRESS } from '../self-check/self-check-seam.ts';
import { judgeCaller } from './caller-check.ts';

const PUBLIC_URL = 'https://radio.example';
const CALLER = '203.0.113.9';
const CDN = '192.0.2.44';
const NGINX = '172.18.0.3';

/** What the doctor says where this arrived by way of a proxy. */
const judged = ({ list, trusted, peer = NGINX }: { list: string | null; trusted: readonly string[]; peer?: string }) =>
  judgeCaller({
    publicUrl: PUBLIC_URL,
    isDirect: false,
    echo: {
      peer,
      address: '',
      trusted: [...trusted],
      trustsStrangers: false,
      headers: list === null ? {} : { 'x-forwarded-for': list },
    },
  });

test('a proxy that adds who calls, or says nothing but that, is right if it is trusted', () => {
  expect(judged({ list: `${CLAIMED_ADDRESS}, ${CALLER}`, trusted: [NGINX] }).state).toBe('ok');
  expect(judged({ list: CALLER, trusted: [NGINX] }).state).toBe('ok');
});

test('a proxy that is not trusted is named, with the setting to paste', () => {
  const { state, sentence, advice } = judged({ list: `${CLAIMED_ADDRESS}, ${CALLER}`, trusted: [] });
  expect(state).toBe('failed');
  expect(sentence).toMatch(/^TRUSTED_PROXIES does not name the proxy 172\.18\.0\.3:/);
  expect(advice).toBe(
    `TRUSTED_PROXIES=${NGINX}\n# in Compose, where that address changes\nTRUSTED_PROXIES=uniquelocal`,
  );
  expect(judged({ list: CALLER, trusted: [], peer: '::1' }).advice).toBe('TRUSTED_PROXIES=loopback');
});

test('of two proxies both have to be trusted', () => {
  const list = `${CLAIMED_ADDRESS}, ${CALLER}, ${CDN}`;
  expect(judged({ list, trusted: [NGINX, CDN] }).state).toBe('ok');
  const { sentence, advice } = judged({ list, trusted: [NGINX] });
  expect(sentence).toMatch(/^TRUSTED_PROXIES does not name the proxy 192\.0\.2\.44:/);
  expect(advice).toContain(`TRUSTED_PROXIES=${CDN},${NGINX}\n`);
  expect(advice).toContain(`\nTRUSTED_PROXIES=${CDN},uniquelocal`);
});

test('a CDN that the proxy takes for the caller is told', () => {
  const judgedBehindCdn = (list: string) =>
    judgeCaller({
      publicUrl: PUBLIC_URL,
      isDirect: false,
      echo: {
        peer: NGINX,
        address: '',
        trusted: [NGINX, CDN],
        trustsStrangers: false,
        headers: { 'x-forwarded-for': list, 'cf-connecting-ip': CALLER },
      },
    });
  const { state, sentence, advice } = judgedBehindCdn(CDN);
  expect(state).toBe('failed');
  expect(sentence).toMatch(
    /^A CDN stands before the proxy and says that 203\.0\.113\.9 calls; the proxy says 192\.0\.2\.44/,
  );
  expect(advice).toContain('set_real_ip_from');
  expect(judgedBehindCdn(`${CALLER}, ${CDN}`).state).toBe('ok');
  expect(judgedBehindCdn(CALLER).state).toBe('ok');
});

test('a claim that comes through alone is a claim that would be believed', () => {
  expect(judged({ list: CLAIMED_ADDRESS, trusted: [NGINX] }).sentence).toMatch(
    /^The proxy passes on who callers claim/,
  );
  expect(judged({ list: null, trusted: [NGINX] }).sentence).toMatch(/^The proxy does not say who calls/);
});

test('without a proxy the address of the connection counts, whatever is claimed', () => {
  const echo = {
    peer: CALLER,
    address: CALLER,
    trusted: [],
    trustsStrangers: false,
    headers: { 'x-forwarded-for': CLAIMED_ADDRESS },
  };
  expect(judgeCaller({ publicUrl: PUBLIC_URL, isDirect: true, echo }).state).toBe('ok');
});

test('who trusts everybody hears so, with a proxy and without', () => {
  const echo = { peer: NGINX, address: CALLER, trusted: [NGINX], trustsStrangers: true };
  const headers = { 'x-forwarded-for': CALLER };
  const behind = judgeCaller({ publicUrl: PUBLIC_URL, isDirect: false, echo: { ...echo, headers } });
  expect(behind).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/^TRUSTED_PROXIES names addresses/),
  });
  expect(behind.advice).toContain(`TRUSTED_PROXIES=${NGINX}`);
  const direct = judgeCaller({ publicUrl: PUBLIC_URL, isDirect: true, echo: { ...echo, headers: {} } });
  expect(direct).toMatchObject({ state: 'failed', advice: '# without a proxy\nTRUSTED_PROXIES=' });
});
