import { tmpdir } from 'node:os';
import { systemClock } from '@livestreamer/clock';
import type { Check, CheckId } from '@livestreamer/contracts';
import type { TestServer } from '../../testing/api-harness.ts';
import { type ProxyFaults, startWrongProxy } from '../../testing/wrong-proxy.ts';
import { silentLogger, systemChance } from '../platform/index.ts';
import { createDoctor, type DoctorSettings } from './index.ts';

/** What the doctor and the server of a test both know. */
export const SECRET = 'a secret of more than thirty-two characters';

/** The doctor's settings for a server on this address, and these in place of others. */
export const settingsFor = (baseUrl: string, over: Partial<DoctorSettings> = {}): DoctorSettings => ({
  host: '127.0.0.1',
  port: Number(new URL(baseUrl).port),
  localUrl: baseUrl,
  publicUrl: null,
  sourceUrl: null,
  dataDir: tmpdir(),
  databaseUrl: null,
  redisUrl: null,
  smtpUrl: null,
  mailFrom: 'radio@radio.example',
  serverName: 'radio.example',
  sessionSecret: SECRET,
  openFiles: 20_000,
  maxListeners: 10_000,
  ...over,
});

/** Everything that a doctor finds with these settings, by check. */
export const checksWith = async (settings: DoctorSettings, holdMs: number): Promise<ReadonlyMap<CheckId, Check>> => {
  const doctor = createDoctor({ settings, holdMs, clock: systemClock, chance: systemChance, log: silentLogger });
  const checks = new Map<CheckId, Check>();
  for await (const check of doctor.runChecks()) checks.set(check.id, check);
  return checks;
};

interface Behind extends ProxyFaults {
  /** Long enough, by itself, to see what is gathered and what is cut. */
  readonly holdMs?: number;
}

/** What a doctor finds where a proxy of this kind stands before the server. */
export const checksBehind = async (
  server: TestServer,
  { holdMs = 2_000, ...faults }: Behind,
): Promise<ReadonlyMap<CheckId, Check>> => {
  const { hostname: host, port } = new URL(server.baseUrl);
  const proxy = await startWrongProxy({ ...faults, target: { host, port: Number(port) } });
  try {
    return await checksWith(
      settingsFor(server.baseUrl, { publicUrl: proxy.origin, sourceUrl: server.baseUrl }),
      holdMs,
    );
  } finally {
    await proxy.close();
  }
};

/** The checks that are neither well nor skipped. */
export const troubles = (checks: ReadonlyMap<CheckId, Check>): string[] =>
  [...checks.values()].filter(({ state }) => state === 'failed' || state === 'warning').map(({ id }) => id);
