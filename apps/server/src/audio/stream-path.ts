import { AUDIO_FORMATS, type AudioFormat } from '@livestreamer/contracts';

/** What a request target under `/stream` means. */
export interface StreamPath {
  /** The station's slug, or null for the default one. */
  readonly station: string | null;
  /** From the ending (`.mp3`, `.aac`, `.ogg`), when there is one. */
  readonly format: AudioFormat | null;
  readonly query: URLSearchParams;
}

const PATTERN = new RegExp(`^/stream(?:/([a-z0-9]+(?:-[a-z0-9]+)*))?(?:\\.(${AUDIO_FORMATS.join('|')}))?/?$`);

const isFormat = (ending: string): ending is AudioFormat => AUDIO_FORMATS.some((format) => format === ending);

/** Reads `/stream`, `/stream/<station>` and both with an ending; null for everything else, which is web traffic. */
export const parseStreamPath = (target: string): StreamPath | null => {
  const [path = '', query = ''] = target.split('?', 2);
  const match = PATTERN.exec(path);
  if (!match) return null;
  const ending = match[2];
  return {
    station: match[1] ?? null,
    format: ending !== undefined && isFormat(ending) ? ending : null,
    query: new URLSearchParams(query),
  };
};
