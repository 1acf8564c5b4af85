import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { scrape } from '../../testing/metrics-scrape.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../deploy/watching');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const promtool = (args: readonly string[], cwd = FOLDER): void => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd, encoding: 'utf8' });
  expect(status, `promtool ${args.join(' ')}: ${stdout}${stderr}`).toBe(0);
};

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly w: number };
  readonly targets?: readonly { readonly expr: string }[];
}
const dashboard = (): { panels: Panel[]; annotations: { list: { expr: string }[] } } =>
  JSON.parse(read('livestreamer-dashboard.json'));

/** What Grafana would ask Prometheus for. */
const questions = (): string[] => {
  const { panels, annotations } = dashboard();
  const asked = [...panels.flatMap(({ targets = [] }) => targets), ...annotations.list].map(({ expr }) => expr);
  return asked.map((expr) => expr.replaceAll('$instance', '.*').replaceAll('$__rate_interval', '1m'));
};

test('every metric that the dashboard and the rules name is told by a server', async () => {
  const { text } = await scrape(server.baseUrl);
  const told = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const named = [...questions(), read('livestreamer-alerts.yml'), read('livestreamer-alerts.test.yml')]
    .flatMap((asked) => [...asked.matchAll(/\blivestreamer_[a-z_]+/g)])
    .map(([name]) => name.replace(/_(?:bucket|sum|count)$/, ''));
  expect(new Set(named).size).toBeGreaterThan(40);
  expect(named.filter((name) => !told.has(name))).toEqual([]);
});

test('what a server tells is well written in the eyes of Prometheus', async () => {
  const { text } = await scrape(server.baseUrl);
  const { status, stderr, stdout } = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
});

test('the dashboard is a whole one: each panel has a number, a title, a place and a question that Prometheus understands', () => {
  const { panels } = dashboard();
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { type, title, gridPos, targets = [] } of panels) {
    expect(title).not.toBe('');
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    expect(targets.length > 0).toBe(type !== 'row');
  }
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const rules = questions().map((expr, index) => ({ record: `question:${index}`, expr }));
  writeFileSync(join(folder, 'questions.yml'), JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  promtool(['check', 'rules', 'questions.yml'], folder);
});

test('the alert rules hold what they promise, and Prometheus takes its configuration', () => {
  promtool(['check', 'rules', 'livestreamer-alerts.yml']);
  promtool(['test', 'rules', 'livestreamer-alerts.test.yml']);
  const alerts = [...read('livestreamer-alerts.yml').matchAll(/alert: (\w+)/g)].map(([, name]) => name);
  expect(alerts.length).toBeGreaterThan(15);
  for (const name of alerts)
    expect(read('livestreamer-alerts.test.yml')).toMatch(new RegExp(`alertname: ${name}\\n +exp_alerts:`));

  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-prometheus-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(FOLDER, folder, { recursive: true });
  writeFileSync(join(folder, 'metrics-token'), 'not-a-real-one');
  promtool(['check', 'config', 'prometheus.yml'], folder);
});
