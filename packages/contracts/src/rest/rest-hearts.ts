import { z } from 'zod';
import { defineRoute } from './rest-route.ts';
import { stationSlugSchema } from './rest-stations.ts';

export const sendHeart = defineRoute({
  name: 'sendHeart',
  method: 'PUT',
  path: '/api/v1/stations/:station/heart',
  access: 'public',
  summary:
    'A heart for what is on air. Everybody rests for ten seconds after each; sooner it is refused, and Retry-After says how long.',
  params: z.object({ station: stationSlugSchema }),
  status: 204,
  errors: ['not_found', 'off_air', 'not_signed_in', 'chat_banned', 'too_many_requests'],
});
