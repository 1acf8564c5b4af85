import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { artworkSchema, broadcastIdParams } from './rest-broadcasts.ts';
import { defineRoute } from './rest-route.ts';
import { stationSlugSchema } from './rest-stations.ts';

/** Pictures that the server reads. What it shows is always a WebP of its own making. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'] as const;

/** Sides in pixels of the squares that are made of a picture. */
export const PICTURE_SIDES_PX = { small: 160, large: 1_000 } as const;

/** Where the sizes of a picture are; what is there never changes. */
export const artworkOf = (pictureId: string): { small: string; large: string } => ({
  small: `/pictures/${pictureId}-small.webp`,
  large: `/pictures/${pictureId}-large.webp`,
});

const upload = { types: PICTURE_TYPES, maxBytes: LIMITS.pictureBytes } as const;
const stationParams = z.object({ station: stationSlugSchema });

export const setStationArtwork = defineRoute({
  name: 'setStationArtwork',
  method: 'PUT',
  path: '/api/v1/stations/:station/artwork',
  access: 'signed-in',
  summary: 'Give a station a picture; its middle square is shown.',
  params: stationParams,
  upload,
  status: 200,
  reply: artworkSchema,
  errors: ['not_found', 'forbidden', 'picture_unreadable', 'too_large', 'unsupported_media_type'],
});

export const removeStationArtwork = defineRoute({
  name: 'removeStationArtwork',
  method: 'DELETE',
  path: '/api/v1/stations/:station/artwork',
  access: 'signed-in',
  summary: 'Take the picture of a station away.',
  params: stationParams,
  status: 204,
  errors: ['not_found', 'forbidden'],
});

export const setBroadcastArtwork = defineRoute({
  name: 'setBroadcastArtwork',
  method: 'PUT',
  path: '/api/v1/broadcasts/:id/artwork',
  access: 'broadcast.edit',
  summary: "Give a show a picture of its own; without one it shows its station's.",
  params: broadcastIdParams,
  upload,
  status: 200,
  reply: artworkSchema,
  errors: ['not_found', 'picture_unreadable', 'too_large', 'unsupported_media_type'],
});

export const removeBroadcastArtwork = defineRoute({
  name: 'removeBroadcastArtwork',
  method: 'DELETE',
  path: '/api/v1/broadcasts/:id/artwork',
  access: 'broadcast.edit',
  summary: "Show the station's picture again.",
  params: broadcastIdParams,
  status: 204,
  errors: ['not_found'],
});
