import { expect, it } from 'vitest';
import { restPage } from './rest-page.ts';

const contracts = {
  routes: {
    getStation: {
      name: 'getStation',
      method: 'GET',
      path: '/api/v1/stations/:station',
      access: 'public',
      summary: 'One station.',
      status: 200,
      errors: ['not_found'],
    },
    setPicture: {
      name: 'setPicture',
      method: 'PUT',
      path: '/api/v1/stations/:station/picture',
      access: 'signed-in',
      summary: 'A picture.',
      upload: { types: ['image/png', 'image/webp'], maxBytes: 10_000 },
      status: 204,
    },
    endShow: {
      name: 'endShow',
      method: 'DELETE',
      path: '/api/v1/shows/:id',
      access: 'broadcast.edit',
      summary: 'The end.',
      status: 204,
    },
  },
  errors: { not_found: { status: 404, message: 'There is nothing here.' } },
  limits: { password: { min: 8, max: 256 }, requestBodyBytes: 2048 },
} as const;

it('shows each route under its topic, with who may call it and what can go wrong', () => {
  const [, stations = '', shows = ''] = restPage(contracts).split(/^## /m);
  expect(stations).toMatch(/^stations\n/);
  expect(stations).toContain('### `GET /api/v1/stations/<station>`');
  expect(stations).toContain('One station. For everybody.');
  expect(stations).toContain('Errors: 404 `not_found`.');
  expect(stations).toContain('at most 10,000 bytes, with its `Content-Type`: `image/png`, `image/webp`.');
  expect(shows).toContain('For whoever has the permission `broadcast.edit`.');
  expect(shows).toContain('Answers 204 without a body.');
});

it('lists every error and the limits', () => {
  expect(restPage(contracts)).toContain('at most 2,048 bytes');
  expect(restPage(contracts)).toContain('| `not_found` | 404 | There is nothing here. |');
});
