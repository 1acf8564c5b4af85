import { z } from 'zod';

export const BACKUP_FORMAT = 'livestreamer-backup';
/** Goes up when a program that knows only the numbers before could not read the backup, or would lose something of it. */
export const BACKUP_FORMAT_VERSION = 1;

/** The first file of a backup: what a reader must know before it looks at anything else. */
export const HEAD_NAME = 'livestreamer-backup.json';
/** The one but last, because only at the end everything about the files is known. */
export const MANIFEST_NAME = 'manifest.json';
/** The last: `<SHA-256>  manifest.json`, for `sha256sum --check`. A backup without it was cut off. */
export const MANIFEST_SUM_NAME = 'manifest.json.sha256';

/** What a server keeps in DATA_DIR beside an embedded database: folders of files, and single files. */
export const KEPT_FOLDERS = ['recordings', 'pictures'] as const;
export const KEPT_FILES = ['session-secret'] as const;

/** Files that the server names: no path in it leads anywhere else. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** Whether a file of a kept folder is one of the server's. */
export const isKeptName = (name: string): boolean => FILE_NAME.test(name);

const keptPath = z.string().refine((path) => {
  const [folder, name, ...more] = path.split('/');
  if (name === undefined) return KEPT_FILES.some((file) => file === folder);
  return KEPT_FOLDERS.some((kept) => kept === folder) && more.length === 0 && isKeptName(name);
}, 'is no file of a server');

const IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/;

/** Whether a table, column or sequence could be the server's; what others keep beside it may be called anything. */
export const isOwnIdentifier = (name: string): boolean => IDENTIFIER.test(name);

const identifier = z.string().refine(isOwnIdentifier, 'is no name of a table, column or sequence of ours');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

const migrationSchema = z.object({ number: count, name: z.string(), checksum: sha256 });

/** What was made when, by what. */
export const headSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  formatVersion: z.number().int().min(1),
  programVersion: z.string(),
  /** RFC 3339. */
  madeAt: z.iso.datetime(),
  /** The number of the last migration that the database has had. */
  migration: count,
});

const piecesSchema = z.object({
  columns: z.array(identifier).min(1),
  rows: count,
  /** Files of the backup with the rows, in the text format of PostgreSQL's `copy`. */
  pieces: z.array(z.string()),
});

export const manifestSchema = headSchema.extend({
  postgresVersion: z.string(),
  /** Tells whether a server has the secret with which letters and second factors are sealed; it is not the secret. */
  secretFingerprint: sha256.nullable(),
  migrations: z.array(migrationSchema),
  tables: z.array(piecesSchema.extend({ name: identifier })),
  jobs: piecesSchema,
  sequences: z.array(z.object({ name: identifier, lastValue: z.string().regex(/^-?\d+$/), isCalled: z.boolean() })),
  files: z.array(keptPath),
  /** Files that were deleted while the backup was made; the database may still name them. */
  deletedMeanwhile: z.array(z.string()),
  /** All files of the backup but the manifest: what stands behind `bytes` in a longer one belongs to nothing. */
  entries: z.array(z.object({ name: z.string(), bytes: count, sha256, modifiedAtMs: z.number() })),
});

export type BackupHead = z.infer<typeof headSchema>;
export type BackupManifest = z.infer<typeof manifestSchema>;
export type BackupPieces = z.infer<typeof piecesSchema>;
export type BackupEntry = BackupManifest['entries'][number];
