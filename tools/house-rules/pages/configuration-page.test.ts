import { expect, it } from 'vitest';
import { configurationPage, environmentExample } from './configuration-page.ts';

const settings = [
  { name: 'PORT', default: '8000', sentence: 'The port | for all.' },
  { name: 'DATABASE_URL', default: null, sentence: 'PostgreSQL 15 or later.' },
  { name: 'LIVESTREAMER_AUDIO_SLICE_MS', default: 'auto', sentence: 'How much audio goes into one write.' },
];

it('shows every setting with what holds without it, ours in a table of their own', () => {
  const [everyone = '', ours = ''] = configurationPage(settings).split('## Its modules');
  expect(everyone).toContain('| `PORT` | `8000` | The port \\| for all. |');
  expect(everyone).toContain('| `DATABASE_URL` | – | PostgreSQL 15 or later. |');
  expect(ours).toContain('| `LIVESTREAMER_AUDIO_SLICE_MS` | `auto` |');
  expect(ours).not.toContain('PORT');
});

it('writes an example in which nothing is set', () => {
  const lines = environmentExample(settings).split('\n');
  expect(lines).toContain('# PostgreSQL 15 or later.');
  expect(lines).toContain('#DATABASE_URL=');
  expect(lines).toContain('#PORT=8000');
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
});
