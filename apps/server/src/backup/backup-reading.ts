import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { z } from 'zod';
import {
  BACKUP_FORMAT_VERSION,
  type BackupEntry,
  type BackupManifest,
  HEAD_NAME,
  headSchema,
  MANIFEST_NAME,
  MANIFEST_SUM_NAME,
  manifestSchema,
} from './backup-manifest.ts';
import { readTarHeader, TAR_BLOCK_BYTES, tarPadding } from './tar-format.ts';

/** A backup that was opened. */
export interface BackupReading {
  readonly manifest: BackupManifest;
  /** What the manifest says of a file; throws when that is nothing. */
  entry(name: string): BackupEntry;
  /** The bytes of a file; throws at its end when they are not those that were written. */
  content(name: string): AsyncGenerator<Buffer>;
}

interface Place {
  readonly at: number;
  readonly bytes: number;
}

const READ_BYTES = 1_024 * 1_024;
/** With a line for each file: of millions of files. */
const MOST_MANIFEST_BYTES = 512 * 1_024 * 1_024;
const MOST_HEAD_BYTES = 64 * 1_024;

/**
 * Reads where everything is, and the manifest. Throws a sentence when the file is no backup, is not whole, is one of a newer
 * format, or when its manifest is not the one that was written.
 */
export const openBackup = async (file: FileHandle, signal?: AbortSignal): Promise<BackupReading> => {
  const places = await findPlaces(file);
  const placeOf = (name: string): Place => {
    const place = places.get(name);
    if (!place) throw new Error(`This file has no ${name}: it is no backup of LiveStreamer, or it was cut off.`);
    return place;
  };
  const read = async (name: string, mostBytes: number): Promise<string> => {
    const place = placeOf(name);
    if (place.bytes > mostBytes) throw new Error(`${name} in the backup is larger than any could be.`);
    const chunks: Buffer[] = [];
    for await (const chunk of bytesAt(file, place)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  };

  const { formatVersion, programVersion } = parsed(headSchema, await read(HEAD_NAME, MOST_HEAD_BYTES));
  if (formatVersion > BACKUP_FORMAT_VERSION)
    throw new Error(
      `This backup has the format ${formatVersion}, made by LiveStreamer ${programVersion}; this program reads formats up to ${BACKUP_FORMAT_VERSION}. Use that version, or a later one.`,
    );
  const sum = await read(MANIFEST_SUM_NAME, MOST_HEAD_BYTES);
  const text = await read(MANIFEST_NAME, MOST_MANIFEST_BYTES);
  if (!sum.startsWith(createHash('sha256').update(text).digest('hex')))
    throw new Error('The manifest of the backup is damaged.');
  const manifest = parsed(manifestSchema, text);
  const entries = new Map(manifest.entries.map((it) => [it.name, it]));
  const entry = (name: string): BackupEntry => {
    const found = entries.get(name);
    if (!found) throw new Error(`The manifest of the backup does not say what ${name} should be.`);
    return found;
  };
  assertComplete(manifest, { places, entry });

  return {
    manifest,
    entry,
    content: async function* (name) {
      const { bytes, sha256 } = entry(name);
      const hash = createHash('sha256');
      for await (const chunk of bytesAt(file, { at: placeOf(name).at, bytes })) {
        signal?.throwIfAborted();
        hash.update(chunk);
        yield chunk;
      }
      if (hash.digest('hex') !== sha256) throw new Error(`${name} in the backup is damaged: its checksum is wrong.`);
    },
  };
};

const parsed = <T>(schema: z.ZodType<T>, text: string): T => {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error('This is no backup of LiveStreamer, or it is damaged: what it says of itself cannot be read.', {
      cause,
    });
  }
};

const findPlaces = async (file: FileHandle): Promise<ReadonlyMap<string, Place>> => {
  const { size } = await file.stat();
  const places = new Map<string, Place>();
  for (let at = 0; ; ) {
    const header = Buffer.alloc(TAR_BLOCK_BYTES);
    const { bytesRead } = await file.read(header, 0, TAR_BLOCK_BYTES, at);
    if (bytesRead < TAR_BLOCK_BYTES) throw new Error('The backup is cut off.');
    const entry = readTarHeader(header);
    if (!entry) return places;
    const { name, bytes } = entry;
    if (places.has(name)) throw new Error(`The backup has ${name} twice.`);
    at += TAR_BLOCK_BYTES;
    places.set(name, { at, bytes });
    at += bytes + tarPadding(bytes);
    if (at > size) throw new Error(`The backup is cut off in the middle of ${name}.`);
  }
};

const bytesAt = async function* (file: FileHandle, { at, bytes }: Place): AsyncGenerator<Buffer> {
  for (let done = 0; done < bytes; ) {
    const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, bytes - done));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at + done);
    if (bytesRead === 0) throw new Error('The backup became shorter while it was read.');
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
};

interface Index {
  readonly places: ReadonlyMap<string, Place>;
  readonly entry: BackupReading['entry'];
}

/** Everything that the manifest lists is there, and what it refers to is in its list. */
const assertComplete = ({ entries, tables, jobs, files }: BackupManifest, { places, entry }: Index): void => {
  for (const { name, bytes } of entries)
    if ((places.get(name)?.bytes ?? -1) < bytes) throw new Error(`The backup has not all of ${name}.`);
  for (const name of [...tables.flatMap(({ pieces }) => pieces), ...jobs.pieces, ...files]) entry(name);
};
