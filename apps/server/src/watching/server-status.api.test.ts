import { getServerStatus } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { scrape } from '../../testing/metrics-scrape.ts';
import { connectPeer } from '../../testing/socket-peer.ts';
import { addSignedInMember } from '../../testing/test-members.ts';
import { startTestSource } from '../../testing/test-source.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ env: { LIVESTREAMER_AUDIO_SILENT_SOURCE_MS: '60000' } });
});
afterEach(() => server.stop());

const status = () => server.admin.rest.call(getServerStatus, {});

test('admins see the figures that programs see, and nobody else does', async () => {
  const { station, admin, baseUrl } = server;
  const source = startTestSource(server, { station, account: admin });
  expect(await source.begun).toBe(true);
  await vi.waitFor(async () => expect((await status()).audio.live).toBe(1), { timeout: 10_000 });
  for (let listener = 0; listener < 3; listener += 1) {
    const peer = await connectPeer(Number(new URL(baseUrl).port));
    peer.say(`GET /stream/${station} HTTP/1.1\r\nHost: test\r\n\r\n`);
    await peer.head();
  }
  const [shown, scraped] = [await status(), await scrape(baseUrl)];
  expect(shown).toMatchObject({
    ready: true,
    audio: { listeners: 3, stations: [{ station, state: 'live', listeners: 3, lostSeconds: 0 }] },
    database: { connections: 10, lost: 0 },
    mail: { waiting: 0, givenUp: 0 },
    certificateDays: null,
  });
  expect(shown.audio.sentBytes).toBe(scraped.value('livestreamer_audio_sent_bytes_total'));
  expect(shown.dependencies.map(({ name, well }) => [name, well])).toContainEqual(['disk', true]);
  expect(shown.version).toMatch(/^\d+\.\d+\.\d+/);

  const moderator = await addSignedInMember(server, { role: 'moderator' });
  await expect(moderator.rest.call(getServerStatus, {})).rejects.toMatchObject({ code: 'forbidden' });
  await expect(server.visitor().rest.call(getServerStatus, {})).rejects.toMatchObject({ code: 'not_signed_in' });
});
