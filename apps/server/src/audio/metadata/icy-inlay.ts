/** After so many bytes of audio comes a block, as Icecast's default has it. */
export const ICY_INTERVAL_BYTES = 16_000;

/** The titles between the audio of one listener who asked for them with `Icy-MetaData: 1`. */
export interface IcyInlay {
  /** The audio with the blocks that are due in it. Every byte of audio must pass here once, in order. */
  lay(audio: Buffer): Buffer;
}

/**
 * SHOUTcast's inline metadata: after each {@link ICY_INTERVAL_BYTES} one byte, the length of what follows in units of 16 bytes, and
 * `StreamTitle='…';` padded with zeros; a length of 0 says that nothing changed (docs/protocols/listening.md).
 */
export const createIcyInlay = (titleOf: () => string | null): IcyInlay => {
  let toBlock = ICY_INTERVAL_BYTES;
  let said: string | null | undefined;

  const block = (): Buffer => {
    const title = titleOf();
    if (title === said) return NOTHING_NEW;
    said = title;
    return blockOf(title ?? '');
  };

  return {
    lay: (audio) => {
      if (audio.length < toBlock) {
        toBlock -= audio.length;
        return audio;
      }
      const pieces: Buffer[] = [];
      let at = 0;
      while (audio.length - at >= toBlock) {
        pieces.push(audio.subarray(at, at + toBlock), block());
        at += toBlock;
        toBlock = ICY_INTERVAL_BYTES;
      }
      pieces.push(audio.subarray(at));
      toBlock -= audio.length - at;
      return Buffer.concat(pieces);
    },
  };
};

const NOTHING_NEW = Buffer.of(0);
const UNIT_BYTES = 16;
const MOST_UNITS = 255;

/** A title cannot hold what ends one. */
const blockOf = (title: string): Buffer => {
  const text = Buffer.from(`StreamTitle='${title.replace(/';+/g, "'")}';`, 'utf8').subarray(0, MOST_UNITS * UNIT_BYTES);
  const units = Math.ceil(text.length / UNIT_BYTES);
  const bytes = Buffer.alloc(1 + units * UNIT_BYTES);
  bytes[0] = units;
  text.copy(bytes, 1);
  return bytes;
};
