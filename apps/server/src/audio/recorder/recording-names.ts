import { join } from 'node:path';
import type { AudioFormat } from '@livestreamer/contracts';

/** A recording on disk: a folder, and the name that its files begin with. */
export interface RecordingName {
  readonly dir: string;
  readonly name: string;
}

export const indexPath = ({ dir, name }: RecordingName): string => join(dir, `${name}.index`);

/** The file of the n-th part, from 1: `<name>.mp3`, `<name>.2.mp3`, … */
export const partPath = ({ dir, name }: RecordingName, part: number, format: AudioFormat): string =>
  join(dir, part === 1 ? `${name}.${format}` : `${name}.${part}.${format}`);
