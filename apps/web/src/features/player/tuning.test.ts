import type { LiveBroadcast } from '@livestreamer/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCell } from '../../lib/store.ts';
import type { PlayerSnapshot } from './audio-player.ts';
import { createTuning, type TunedRecording, type TunedStation, type Tuning } from './tuning.ts';

const station = (slug: string, name: string): TunedStation => ({
  kind: 'station',
  slug,
  name,
  accent: null,
  artwork: null,
});
const CLUB = station('club', 'Club');
const CHURCH = station('church', 'Church');
const LOW_TIDE: TunedRecording = {
  kind: 'recording',
  broadcastId: 'b1',
  title: 'Low Tide',
  station: 'club',
  stationName: 'Club',
  artwork: null,
  source: '/recordings/b1.mp3',
  durationMs: 60_000,
};

let told: string[];
let playing: PlayerSnapshot;
let position: ReturnType<typeof createCell<number>>;
let club: ReturnType<typeof createCell<LiveBroadcast | null | undefined>>;
let tuning: Tuning;
beforeEach(() => {
  told = [];
  playing = { state: 'idle', wanted: false, volume: 1, muted: false, volumeFixed: false };
  position = createCell(0);
  club = createCell<LiveBroadcast | null | undefined>(undefined);
  const plays = (what: string): void => {
    told.push(what);
    playing = { ...playing, wanted: true, state: 'playing' };
  };
  tuning = createTuning({
    player: {
      position,
      snapshot: () => playing,
      play: (source) => plays(`play ${source}`),
      playRecording: () => plays('play recording'),
      load: (recording, atMs = 0) => {
        if (recording) told.push(`load ${recording.source} at ${atMs}`);
        position.set(atMs);
      },
      seek: (toMs) => told.push(`seek ${toMs}`),
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

  it('has its new name as soon as a page knows it, and plays on', () => {
    tuning.offer(CLUB);
    tuning.toggle();
    tuning.offer({ ...CLUB, name: 'The Club' });
    expect(tuning.snapshot()).toMatchObject({ name: 'The Club' });
    expect(told).toEqual(['play /stream/club']);
  });
});

describe('the recording that the player is set to', () => {
  it('takes the place of a station that nobody hears, and is not told what is on air there any more', () => {
    tuning.offer(CLUB);
    tuning.offer(LOW_TIDE);
    club.set(null);
    tuning.toggle();
    expect(told).toEqual(['load /recordings/b1.mp3 at 0', 'play recording']);
  });

  it('waits while somebody listens elsewhere, and plays from the place that is asked for', () => {
    tuning.offer(CLUB);
    tuning.toggle();
    tuning.offer(LOW_TIDE);
    expect(tuning.snapshot()).toBe(CLUB);
    tuning.listenTo(LOW_TIDE, 5_000);
    expect(told.slice(1)).toEqual(['load /recordings/b1.mp3 at 0', 'seek 5000', 'play recording']);
  });

  it('goes on where it was left when its page is opened again', () => {
    tuning.offer(LOW_TIDE);
    position.set(31_000);
    tuning.offer(CLUB);
    tuning.offer(LOW_TIDE);
    expect(told.at(-1)).toBe('load /recordings/b1.mp3 at 31000');
  });
});
