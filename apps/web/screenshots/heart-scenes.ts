import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';
import { liveWith, station } from './stand-in-stations.ts';

const pressHeart = (page: Page): Promise<void> => page.getByRole('button', { name: 'Send a heart' }).click();
const ON_AIR = [station(liveWith({ hearts: 1_204, nowPlaying: 'Rhythm & Sound – Mash Down Babylon' }))];
const SENT = { 'PUT /stations/night-harbour/heart': { status: 204 } } as const;

/** Applause. */
export const HEART_SCENES: readonly Scene[] = [
  { name: 'heart', path: '/', stations: ON_AIR, replies: SENT },
  { name: 'heart-rests', path: '/', stations: ON_AIR, replies: SENT, act: pressHeart },
  {
    name: 'heart-failed',
    path: '/',
    stations: ON_AIR,
    replies: { 'PUT /stations/night-harbour/heart': 'unavailable' },
    act: pressHeart,
  },
  {
    name: 'heart-members',
    path: '/',
    stations: [station(liveWith({ hearts: 7 }), { heartsFrom: 'members' })],
  },
  { name: 'heart-ru', path: '/', stations: ON_AIR, replies: SENT, language: 'ru' },
];
