import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findSystemPostgres, OLDEST_POSTGRES } from '../test-services/postgres-folder.mjs';
import { Refusal, runQuietly } from './quiet-command.mjs';

/** What the tests run beside our own programs: who looks for it, and what it is called where it can be had. */
const TOOLS = [
  {
    name: `PostgreSQL ${OLDEST_POSTGRES} or newer (the server)`,
    found: () => findSystemPostgres() !== null,
    apt: 'postgresql',
    brew: 'postgresql@18',
  },
  { name: 'Redis (redis-server)', found: () => isOnPath('redis-server'), apt: 'redis-server', brew: 'redis' },
  { name: 'ffmpeg', found: () => isOnPath('ffmpeg') && isOnPath('ffprobe'), apt: 'ffmpeg', brew: 'ffmpeg' },
  { name: 'PulseAudio', found: () => isOnPath('pulseaudio'), apt: 'pulseaudio', brew: 'pulseaudio' },
  {
    name: 'Chromium',
    found: () => ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].some(isOnPath),
    apt: 'chromium',
    brew: 'chromium',
  },
  { name: 'nginx', found: () => isOnPath('nginx'), apt: 'nginx', brew: 'nginx' },
  { name: 'nginx with the module stream', found: () => hasNginxStream(), apt: 'libnginx-mod-stream', brew: 'nginx' },
  { name: 'Caddy', found: () => isOnPath('caddy'), apt: 'caddy', brew: 'caddy' },
  { name: 'OpenSSL (openssl)', found: () => isOnPath('openssl'), apt: 'openssl', brew: 'openssl' },
  {
    name: 'promtool (of Prometheus)',
    found: () => isOnPath('promtool'),
    apt: 'prometheus',
    brew: 'prometheus',
  },
  { name: 'shellcheck', found: () => isOnPath('shellcheck'), apt: 'shellcheck', brew: 'shellcheck' },
  {
    name: 'systemd-analyze (of systemd)',
    found: () => process.platform !== 'linux' || isOnPath('systemd-analyze'),
    apt: 'systemd',
    brew: '',
  },
  {
    name: 'ip (of iproute2)',
    found: () => process.platform !== 'linux' || isOnPath('ip'),
    apt: 'iproute2',
    brew: '',
  },
];

/** Sees to it that everything the tests need is there: installs it on Debian and Ubuntu as root, else says once what to install. */
export const settleTestTools = async () => {
  const missing = missingTools();
  if (missing.length === 0) return;
  if (!isOnPath('apt-get') || process.getuid?.() !== 0) throw new Refusal(whatToInstall(missing));
  await installWithApt(missing);
  const still = missingTools();
  if (still.length > 0) throw new Refusal(whatToInstall(still));
};

const missingTools = () => TOOLS.filter(({ found }) => !found());

/** Debian keeps it in a file of its own; elsewhere it is built in. */
const hasNginxStream = () => !isOnPath('apt-get') || existsSync('/usr/lib/nginx/modules/ngx_stream_module.so');

/** Debian keeps servers where only root's PATH leads. */
const isOnPath = (program) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) => isProgram(join(folder, program)));

const isProgram = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const installWithApt = async (missing) => {
  const packages = missing.map(({ apt }) => apt);
  const install = () =>
    apt(`Installing ${packages.join(', ')} with apt-get`, ['install', '-y', '--no-install-recommends', ...packages]);
  try {
    await install();
  } catch (error) {
    if (!(error instanceof Refusal) || error.exitCode !== 1) throw error;
    // The lists of a fresh container are empty, those of an old machine name packages that are gone.
    await apt('Fetching the lists of packages', ['update']);
    await install();
  }
};

const apt = (title, args) =>
  runQuietly({
    title,
    advice: `The tests need: ${TOOLS.map(({ name }) => name).join(', ')}.`,
    command: 'apt-get',
    args: ['-o', 'DPkg::Lock::Timeout=120', ...args],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

const whatToInstall = (missing) =>
  [
    'The tests need programs that are not here:',
    ...missing.map(({ name }) => `  - ${name}`),
    isOnPath('brew')
      ? `Install them with: brew install ${missing.map(({ brew }) => brew).join(' ')}`
      : `On Debian or Ubuntu: sudo apt-get install ${missing.map(({ apt: name }) => name).join(' ')}`,
  ].join('\n');
