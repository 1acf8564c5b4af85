import { z } from 'zod';
import { defineRoute } from './rest-route.ts';

export const getSourceAddress = defineRoute({
  name: 'getSourceAddress',
  method: 'GET',
  path: '/api/v1/source-address',
  access: 'public',
  summary: 'Where DJ tools reach the server, such as `https://radio.example:8443`; null: where its pages are.',
  status: 200,
  reply: z.object({ url: z.url().nullable() }),
});
