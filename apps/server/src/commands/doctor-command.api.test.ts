import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { commandLine } from '../../testing/command-line.ts';
import { type ProxyFaults, startWrongProxy } from '../../testing/wrong-proxy.ts';

const SECRET = 'a secret of more than thirty-two characters';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { SESSION_SECRET: SECRET, TRUSTED_PROXIES: 'loopback' } });
});
afterAll(() => server.stop());

/** What the command says on the machine of a server that such a proxy stands before. */
const doctorBehind = async (faults: ProxyFaults, ...options: string[]) => {
  const { hostname: host, port } = new URL(server.baseUrl);
  const proxy = await startWrongProxy({ ...faults, target: { host, port: Number(port) } });
  const urls = { PUBLIC_URL: proxy.origin, LIVESTREAMER_SOURCE_URL: server.baseUrl };
  const env = { ...urls, HOST: host, PORT: port, SESSION_SECRET: SECRET, DATA_DIR: '/tmp' };
  try {
    return await commandLine(['doctor', '--hold', '2', ...options], { env });
  } finally {
    await proxy.close();
  }
};

test('the doctor ends well where nothing is wrong, and says so of each check', async () => {
  const { exitCode, printed } = await doctorBehind({});
  expect(exitCode).toBe(0);
  expect(printed).toMatch(/^ok {7}Port: The server answers on http:/m);
  expect(printed).toMatch(/^ok {7}WebSocket: /m);
  expect(printed).not.toMatch(/^(?:failed|warning)/m);
});

test('what is wrong is printed with the lines to paste, and the command ends with 1', async () => {
  const { exitCode, printed, complaints } = await doctorBehind({ dropsUpgrade: true });
  expect(exitCode).toBe(1);
  expect(printed).toMatch(/^failed {3}WebSocket: A WebSocket is not let through/m);
  expect(printed).toMatch(/^ {9}proxy_set_header Upgrade \$http_upgrade;$/m);
  expect(complaints).toContain('One check failed.');
});

test('what several checks found is said once', async () => {
  const { hostname: HOST, port: PORT } = new URL(server.baseUrl);
  const { printed } = await commandLine(['doctor'], { env: { HOST, PORT, SESSION_SECRET: SECRET, DATA_DIR: '/tmp' } });
  expect(printed).toMatch(/^skipped {2}Certificate, Public address, .*, DJ tools: PUBLIC_URL is not set/m);
  expect(printed.match(/PUBLIC_URL=/g)).toHaveLength(1);
});

test.each(['long', '1'])('a time of %s is wrong usage', async (hold) => {
  expect(await commandLine(['doctor', '--hold', hold], { env: {} })).toMatchObject({
    exitCode: 2,
    complaints: expect.stringContaining('a whole number from 2 to 600'),
  });
});
