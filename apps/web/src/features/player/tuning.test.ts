import type { LiveBroadcast } from '@livestreamer/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCell } from '../../lib/store.ts';
import type { PlayerSnapshot } from './audio-player.ts';
import { createTuning, type Tuning } from './tuning.ts';

const CLUB = { slug: 'club', name: 'Club' };
const CHURCH = { slug: 'church', name: 'Church' };

let told: string[];
let playing: PlayerSnapshot;
let club: ReturnType<typeof createCell<LiveBroadcast | null | undefined>>;
let tuning: Tuning;
beforeEach(() => {
  told = [];
  playing = { state: 'idle', wanted: false, volume: 1, muted: false, volumeFixed: false };
  club = createCell<LiveBroadcast | null | undefined>(undefined);
  tuning = createTuning({
    player: {
      snapshot: () => playing,
      play: (source) => {
        told.push(`play ${source}`);
        playing = { ...playing, wanted: true, state: 'playing' };
      },
      pause: () => {
        told.push('pause');
        playing = { ...playing, wanted: false, state: 'idle' };
      },
      setStation: (state) => told.push(state),
    },
    liveOf: (slug) => (slug === 'club' ? club : createCell(null)),
  });
});

describe('the station that the player is set to', () => {
  it('is the one of the page that was opened, and the button plays and pauses it', () => {
    tuning.offer(CLUB);
    tuning.toggle();
    tuning.toggle();
    expect(told).toEqual(['play /stream/club', 'pause']);
  });

  it('stays when somebody who listens opens the page of another', () => {
    tuning.offer(CLUB);
    tuning.toggle();
    tuning.offer(CHURCH);
    expect(tuning.snapshot()).toEqual(CLUB);
    tuning.listenTo(CHURCH);
    expect(tuning.snapshot()).toEqual(CHURCH);
    expect(told.at(-1)).toBe('play /stream/church');
  });

  it('tells the player what is on air there, once it is known', () => {
    tuning.offer(CLUB);
    expect(told).toEqual([]);
    club.set(null);
    expect(told).toEqual(['off-air']);
  });

  it('presses play again when the browser had refused to play', () => {
    tuning.offer(CLUB);
    tuning.toggle();
    playing = { ...playing, state: 'blocked' };
    tuning.toggle();
    expect(told).toEqual(['play /stream/club', 'play /stream/club']);
  });
});
