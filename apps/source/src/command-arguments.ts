import { LIMITS, stationSlugSchema } from '@livestreamer/contracts';
import { InvalidArgumentError } from 'commander';
import { BITRATES_KBPS, type BitrateKbps } from './capture/capture.ts';

const refuse = (sentence: string): never => {
  throw new InvalidArgumentError(sentence);
};

/** `--bitrate 128`, also `128k`. */
export const parseBitrate = (text: string): BitrateKbps =>
  BITRATES_KBPS.find((bitrate) => text === `${bitrate}` || text === `${bitrate}k`) ??
  refuse(`MP3 has ${BITRATES_KBPS.join(', ')} kbit/s.`);

const LOWEST_HZ = 20;
const HIGHEST_HZ = 20_000;

/** `--tone 440`. */
export const parseHz = (text: string): number => {
  const hz = Number(text);
  return hz >= LOWEST_HZ && hz <= HIGHEST_HZ ? hz : refuse(`A tone has ${LOWEST_HZ} to ${HIGHEST_HZ} Hz.`);
};

/** `--station late-night`: the name in the address of the station's page. */
export const parseStation = (text: string): string =>
  stationSlugSchema.safeParse(text).data ??
  refuse('A station is named as in the address of its page: lower-case letters, digits and hyphens.');

/** `--title "Friday night"`. */
export const parseTitle = (text: string): string => {
  const title = text.trim();
  if (title === '') refuse('The title is empty.');
  const { max } = LIMITS.broadcastTitle;
  return [...title].length <= max ? title : refuse(`A title has at most ${max} characters.`);
};

/** `--save show.mp3`: the ending must say what is in the file. */
export const parseSavePath = (text: string): string =>
  /[^/\\]\.mp3$/i.test(text) ? text : refuse('The recording is MP3: give a file that ends in .mp3.');
