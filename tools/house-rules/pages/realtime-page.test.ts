import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOSE, clientMessageSchema, LIMITS, roomEventSchema, serverMessageSchema } from '@livestreamer/contracts';
import { expect, it } from 'vitest';
import { REPOSITORY_ROOT } from '../reading/repository-files.ts';

const page = readFileSync(join(REPOSITORY_ROOT, 'docs/protocols/realtime.md'), 'utf8');

it.each(Object.entries(CLOSE))('the realtime page says what to do after %s', (name, { code, reconnect }) => {
  expect(page).toMatch(new RegExp(`^\\| ${code} \\| \`${name}\` \\|.*\\| ${reconnect} \\|$`, 'm'));
});

it('the realtime page names every message and every event', () => {
  const options = [...clientMessageSchema.options, ...serverMessageSchema.options, ...roomEventSchema.options];
  const missing = options.map(({ shape }) => shape.type.value).filter((type) => !page.includes(`\`${type}\``));
  expect(missing).toEqual([]);
});

it('the realtime page gives the limits as they are', () => {
  const { heartbeatMs, silenceMs, roomsPerConnection, frameBytes, outboxBytes } = LIMITS.realtime;
  expect(page).toContain(`Every ${heartbeatMs / 1_000} s`);
  expect(page).toContain(`nothing for ${silenceMs / 1_000} s`);
  expect(page).toContain(`more than ${roomsPerConnection} rooms`);
  expect(page).toContain(`more than ${frameBytes.toLocaleString('en')} bytes`);
  expect(page).toContain(`more than ${outboxBytes / 1_024} KB`);
});
