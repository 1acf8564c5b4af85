import { type BorderFinder, type Finding, more, skip } from './border-finder.ts';
import { beginOggChain, type OggChain } from './ogg-chain.ts';
import {
  MAX_OGG_PAGE_BYTES,
  OGG_CAPTURE,
  OGG_HEADER_BYTES,
  oggPageBytes,
  oggTableEnd,
  readOggPage,
} from './ogg-page.ts';

const NOTHING = new Uint8Array(0);
const VERSION_AT = 4;

/**
 * After a page with a wrong checksum the search goes on right behind its capture pattern, so its bytes are read again.
 * A stream of false patterns, each claiming a long page, would make that thousands of times the work: beyond
 * this debt, which every byte passed pays back, a false page is skipped whole.
 */
const MAX_REREAD_BYTES = 8 * MAX_OGG_PAGE_BYTES;

/**
 * Finds the pages of an Ogg stream (RFC 3533) by capture pattern and checksum. Every first page of a known codec
 * begins a new chain, which replaces the running one; pages of any other serial number are skipped: a listener hears
 * one logical stream at a time.
 */
export const createOggFinder = (): BorderFinder => {
  let chain: OggChain | null = null;
  let rereadBytes = 0;

  const pass = (finding: Finding): Finding => {
    rereadBytes = Math.max(0, rereadBytes - finding.bytes);
    return finding;
  };

  const skipFalsePage = (pageBytes: number): Finding => {
    rereadBytes += pageBytes;
    return pass(skip(rereadBytes > MAX_REREAD_BYTES ? pageBytes : OGG_CAPTURE.length));
  };

  return {
    get preamble() {
      return chain?.preamble ?? NOTHING;
    },
    find: (bytes) => {
      const start = possibleCapture(bytes);
      if (start > 0) return pass(skip(start));
      if (bytes.length < OGG_CAPTURE.length) return more(bytes.length + 1);
      if (bytes.length < OGG_HEADER_BYTES) return more(OGG_HEADER_BYTES);
      if (bytes[VERSION_AT] !== 0) return pass(skip(OGG_CAPTURE.length));
      const tableEnd = oggTableEnd(bytes);
      if (bytes.length < tableEnd) return more(tableEnd);
      const pageBytes = oggPageBytes(bytes);
      if (bytes.length < pageBytes) return more(pageBytes);

      const whole = bytes.subarray(0, pageBytes);
      const page = readOggPage(whole);
      if (!page) return skipFalsePage(pageBytes);
      if (page.first) chain = beginOggChain(page) ?? (chain?.serial === page.serial ? null : chain);
      if (chain?.serial !== page.serial) return pass(skip(pageBytes));
      const heeded = chain.heed(page, whole);
      if (!heeded) {
        chain = null;
        return pass(skip(pageBytes));
      }
      return pass({ kind: 'frame', bytes: pageBytes, sampleRate: chain.sampleRate, ...heeded });
    },
  };
};

/** Where the capture pattern, or as much of it as has come, first stands; the length when nowhere. */
const possibleCapture = (bytes: Uint8Array): number => {
  let at = bytes.indexOf(0x4f);
  while (at !== -1 && !OGG_CAPTURE.every((byte, i) => (bytes[at + i] ?? byte) === byte))
    at = bytes.indexOf(0x4f, at + 1);
  return at === -1 ? bytes.length : at;
};
