/** The archive: shows of the past, and what members keep of them. */
export { type Archive, createArchive } from './archive.ts';
export { createRecordings, type Recordings } from './recordings/recordings.ts';
