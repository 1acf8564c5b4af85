import type { Level } from '../capture/level-meter.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { ShowStatus } from './show-status.ts';

/** The one line that shows how the show is. Never wider than the terminal: what is least needed goes first. */
export const statusLine = (status: ShowStatus, terminal: Terminal): string => {
  const parts = [
    ...(status.onAirMs === null ? [] : [`${sizeText(status.sentBytes)} sent`]),
    levelText(status.level),
    ...(status.listeners === null ? [] : [listenersText(status.listeners)]),
  ];
  const { mark, colour } = headOf(status);
  const room = terminal.columns() - 1 - mark.length;
  const kept = parts.filter(
    (_, index) => parts.slice(0, index + 1).reduce((sum, part) => sum + part.length + 3, 0) <= room,
  );
  return [paint(terminal, colour, mark), ...kept].join(' │ ');
};

const headOf = ({ uplink, onAirMs, stateMs }: ShowStatus): { mark: string; colour: 'red' | 'yellow' | 'dim' } => {
  switch (uplink.kind) {
    case 'on-air':
      return { mark: `● LIVE ${clockText(onAirMs ?? 0)}`, colour: 'red' };
    case 'connecting':
    case 'waiting':
      if (onAirMs === null) return { mark: `○ CONNECTING ${clockText(stateMs)}`, colour: 'yellow' };
      return { mark: `○ RECONNECTING ${clockText(stateMs)}`, colour: 'yellow' };
    case 'idle':
      return { mark: '○ WAITING FOR SOUND', colour: 'yellow' };
    default:
      return { mark: '○ ENDING', colour: 'dim' };
  }
};

const CELLS = 12;
/** The left end of the bar. */
const QUIETEST_DB = -48;

/** Peak level as a bar and a number. */
export const levelText = (level: Level | null): string => {
  if (level === null) return `${'·'.repeat(CELLS)} no sound`;
  if (level.peakDb === -Infinity) return `${'·'.repeat(CELLS)} silence`;
  const share = 1 - level.peakDb / QUIETEST_DB;
  const lit = Math.max(0, Math.min(CELLS, Math.round(share * CELLS)));
  return `${'▮'.repeat(lit)}${'·'.repeat(CELLS - lit)} ${decibelsText(level.peakDb)}`;
};

/** `-12 dB`, of the same width from -99 to 0. */
export const decibelsText = (db: number): string =>
  db === -Infinity ? 'silence' : `${Math.round(db).toString().padStart(3)} dB`;

/** `81 kB`, `11.8 MB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.floor(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

const listenersText = (count: number): string => `${count} ${count === 1 ? 'listener' : 'listeners'}`;

/** `01:02:03`. */
export const clockText = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return [hours, minutes, seconds % 60].map((part) => part.toString().padStart(2, '0')).join(':');
};
