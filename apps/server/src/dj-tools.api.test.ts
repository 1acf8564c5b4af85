import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { getStation } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/api-harness.ts';
import { addMember, type TestMember } from '../testing/test-members.ts';

/** What DJ tools and players say beside the audio, with real ffmpeg on both ends. */
const PATIENCE = { timeout: 30_000, interval: 50 };

let server: TestServer;
let dj: Pick<TestMember, 'accountId' | 'username' | 'password'>;
let tools: ChildProcess[];
beforeEach(async () => {
  server = await startTestServer();
  tools = [];
  dj = await addMember(server, { username: 'Dj', roles: ['broadcaster'] });
  await server.sql`insert into station (slug, name, owner_id) values ('club', 'Club', ${dj.accountId})`;
});
afterEach(async () => {
  for (const tool of tools) tool.kill('SIGKILL');
  await server.stop();
});

const ffmpeg = (args: readonly string[]): ChildProcess => {
  const tool = spawn('ffmpeg', ['-nostdin', '-loglevel', 'error', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  tools.push(tool);
  return tool;
};

/** As people configure ffmpeg for an Icecast server. */
const goOnAir = (station = 'club', { username, password } = dj): ChildProcess => {
  const { host } = new URL(server.baseUrl);
  const tone = ['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100'];
  const to = `icecast://${username}:${encodeURIComponent(password)}@${host}/stream/${station}`;
  return ffmpeg([...tone, '-c:a', 'libmp3lame', '-b:a', '128k', '-f', 'mp3', '-content_type', 'audio/mpeg', to]);
};

/** butt's request, byte by byte: HTTP/1.0, its own order of fields. */
const tellTitle = (song: string, station = 'club'): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.baseUrl);
    const socket = connect(Number(port), hostname);
    const credentials = Buffer.from(`${dj.username}:${dj.password}`).toString('base64');
    const path = `/admin/metadata?mode=updinfo&mount=/stream/${station}&song=${song}&url=`;
    let answer = '';
    socket.on('data', (text) => {
      answer += text.toString('utf8');
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.write(`GET ${path} HTTP/1.0\r\nUser-Agent: butt/1.40\r\nAuthorization: Basic ${credentials}\r\n\r\n`);
  });

const live = async () => (await server.visitor().rest.call(getStation, { params: { station: 'club' } })).live;
const nowPlaying = async () => (await live())?.nowPlaying;
const status = async (query = '') => (await (await fetch(`${server.baseUrl}/status-json.xsl${query}`)).json()).icestats;

test('a title that was said before the source came is on the page; another replaces it, in any charset', async () => {
  expect(await tellTitle('Orbital%20-%20Halcyon')).toContain('200 OK');
  goOnAir();
  await expect.poll(nowPlaying, PATIENCE).toBe('Orbital - Halcyon');
  await tellTitle('%D0%9A%D0%B8%D0%BD%D0%BE+-+%D0%9D%D0%BE%D1%87%D1%8C');
  await expect.poll(nowPlaying, PATIENCE).toBe('Кино - Ночь');
  await tellTitle('Bj%F6rk+-+J%F3ga');
  await expect.poll(nowPlaying, PATIENCE).toBe('Björk - Jóga');
  await tellTitle('%CA%E8%ED%EE&charset=windows-1251');
  await expect.poll(nowPlaying, PATIENCE).toBe('Кино');
});

test('an Opus source says in its comments what plays', async () => {
  const { host } = new URL(server.baseUrl);
  const tone = ['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'];
  const title = ['-metadata', 'title=Ночь', '-metadata', 'artist=Кино'];
  const to = `icecast://${dj.username}:${encodeURIComponent(dj.password)}@${host}/stream/club`;
  ffmpeg([...tone, '-c:a', 'libopus', ...title, '-f', 'ogg', '-content_type', 'application/ogg', to]);
  await expect.poll(nowPlaying, PATIENCE).toBe('Кино - Ночь');
});

test('whoever may not feed a station says nothing about it', async () => {
  const answer = await tellTitle('Mine', server.station);
  expect(answer).toMatch(/^HTTP\/1\.[01] 403 /);
});

test('a player that asks for titles reads them between the audio, and decodes the audio without a fault', async () => {
  goOnAir();
  await expect.poll(async () => (await live())?.state, PATIENCE).toBe('live');
  await tellTitle('Orbital%20-%20Belfast');
  const player = ffmpeg(['-icy', '1', '-i', `${server.baseUrl}/stream/club`, '-t', '4', '-f', 'ffmetadata', '-']);
  let [described, faults] = ['', ''];
  player.stdout?.on('data', (text) => {
    described += text;
  });
  player.stderr?.on('data', (text) => {
    faults += text;
  });
  await once(player, 'close');
  expect(described).toContain('StreamTitle=Orbital - Belfast');
  const decoder = ffmpeg([
    '-icy',
    '1',
    '-xerror',
    '-err_detect',
    'explode',
    '-i',
    `${server.baseUrl}/stream/club`,
    '-t',
    '6',
    '-f',
    'null',
    '-',
  ]);
  decoder.stderr?.on('data', (text) => {
    faults += text;
  });
  const [code] = await once(decoder, 'close');
  expect([code, faults]).toEqual([0, '']);
});

test('the status is that of Icecast: nothing, one source, several', async () => {
  expect(await status()).not.toHaveProperty('source');
  goOnAir();
  await expect.poll(async () => (await live())?.state, PATIENCE).toBe('live');
  await tellTitle('Orbital');
  await expect.poll(async () => (await status()).source?.title, PATIENCE).toBe('Orbital');
  const club = {
    listenurl: expect.stringMatching(/^http:.*\/stream\/club$/),
    listeners: 0,
    server_name: 'Club',
    stream_start_iso8601: (await live())?.startedAt,
  };
  expect((await status()).source).toMatchObject(club);
  await expect
    .poll(async () => (await status()).source, PATIENCE)
    .toMatchObject({ server_type: 'audio/mpeg', bitrate: 128 });
  expect((await status('?mount=/stream/club')).source).toMatchObject(club);
  expect(await status('?mount=/stream/other')).not.toHaveProperty('source');
  goOnAir(server.station, { ...server.admin, accountId: '' });
  await expect.poll(async () => (await status()).source.length, PATIENCE).toBe(2);
  const [first, second] = (await status()).source;
  expect(first.listenurl, 'the default station').toMatch(/\/stream$/);
  expect(second).toMatchObject(club);
  expect((await status(`?mount=/stream/${server.station}`)).source.listenurl).toContain(server.station);
});
