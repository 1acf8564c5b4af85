import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const NGINX = join(import.meta.dirname, '../nginx');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'livestreamer-rendering-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EXAMPLE = readFileSync(join(NGINX, 'front.env.example'), 'utf8');

const render = (settings: string) => {
  const file = join(folder, 'front.env');
  writeFileSync(file, settings);
  const { status, stderr } = spawnSync('sh', [join(NGINX, 'render.sh'), file, join(folder, 'out')], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { status, stderr, written: readdirSync(folder).includes('out') };
};
const listens = (name: string): string[] =>
  [...readFileSync(join(folder, 'out', name), 'utf8').matchAll(/^ *listen (\S+?);?(?: |$)/gm)].map(([, to = '']) => to);

it('listens on IPv4 and IPv6, or on IPv4 alone where a machine has no other', () => {
  expect(render(EXAMPLE)).toMatchObject({ status: 0, stderr: '' });
  expect(listens('site.conf')).toEqual(['*:80', '[::]:80', '*:443', '[::]:443']);
  expect(listens('sources.conf')).toEqual(['*:8000', '[::]:8000', '*:8443', '[::]:8443']);
  expect(render(EXAMPLE.replace('[::]', 'off'))).toMatchObject({ status: 0, stderr: '' });
  expect(listens('site.conf')).toEqual(['*:80', '*:443']);
  expect(listens('sources.conf')).toEqual(['*:8000', '*:8443']);
});

it('says each setting that is missing, and writes nothing', () => {
  const { status, stderr, written } = render(EXAMPLE.replace(/^FRONT_(IPV6|URL|UPSTREAM)=.*$/gm, ''));
  expect([status, written]).toEqual([1, false]);
  for (const name of ['FRONT_IPV6', 'FRONT_URL']) expect(stderr).toContain(`site.conf.template: ${name} is not set`);
});
