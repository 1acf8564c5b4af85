import { z } from 'zod';
import { STATION_ROLES } from '../permissions.ts';
import { usernameSchema } from './rest-accounts.ts';
import { defineRoute } from './rest-route.ts';
import { stationSlugSchema } from './rest-stations.ts';

const stationParams = z.object({ station: stationSlugSchema });

/** Somebody who helps on one station. Only its owner, and who may manage all stations, may see and change the team. */
export const teamMemberSchema = z.object({
  accountId: z.string(),
  username: z.string(),
  role: z.enum(STATION_ROLES),
});
export type TeamMember = z.infer<typeof teamMemberSchema>;

export const listTeam = defineRoute({
  name: 'listTeam',
  method: 'GET',
  path: '/api/v1/stations/:station/team',
  access: 'signed-in',
  summary: 'Who may broadcast or keep order on a station, beside its owner.',
  params: stationParams,
  status: 200,
  reply: z.object({ items: z.array(teamMemberSchema) }),
  errors: ['not_found', 'forbidden'],
});

export const addToTeam = defineRoute({
  name: 'addToTeam',
  method: 'POST',
  path: '/api/v1/stations/:station/team',
  access: 'signed-in',
  summary: 'Let somebody broadcast or keep order on a station.',
  params: stationParams,
  body: z.object({ username: usernameSchema, role: z.enum(STATION_ROLES) }),
  status: 201,
  reply: teamMemberSchema,
  errors: ['not_found', 'forbidden', 'too_many_of_these'],
});

export const removeFromTeam = defineRoute({
  name: 'removeFromTeam',
  method: 'DELETE',
  path: '/api/v1/stations/:station/team/:account',
  access: 'signed-in',
  summary: 'Take it back.',
  params: stationParams.extend({ account: z.uuid() }),
  status: 204,
  errors: ['not_found', 'forbidden'],
});
