import { type BackupManifest, type BackupReport, KEPT_FILES } from '../backup/index.ts';

const MOST_NAMED = 10;

/** What is in a backup, when it was made, and by what. */
export const contentsSentence = ({ tables, files, ...manifest }: BackupManifest): string => {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `LiveStreamer ${manifest.programVersion} made it at ${manifest.madeAt} of PostgreSQL ${manifest.postgresVersion}, at migration ${manifest.migration}: ${tables.length} tables with ${rows} rows, ${manifest.jobs.rows} jobs, ${files.length} files.`;
};

interface Circumstances {
  readonly target: string;
  /** SESSION_SECRET is set, so it is not among the files. */
  readonly secretIsSetting: boolean;
}

/** What whoever made a backup should know of it. */
export const backupSentences = (
  { manifest, bytes, leftOut }: BackupReport,
  { target, secretIsSetting }: Circumstances,
): string[] => [
  `The backup is ${target === '-' ? 'written' : `in ${target}`}, ${(bytes / 1e6).toFixed(1)} MB. ${contentsSentence(manifest)}`,
  `It holds every account with its password's hash, every letter and key${hasSecret(manifest) ? ', and the secret of the server' : ''}: keep it as you keep a password.${target === '-' ? '' : ' Only your user can read it (mode 0600).'}`,
  ...(secretIsSetting
    ? ['SESSION_SECRET is not in it: keep that, too, or second factors are lost with the machine.']
    : hasSecret(manifest)
      ? []
      : ['The secret of the server is not in it: DATA_DIR has none. Is it the DATA_DIR of the server?']),
  ...deletedSentences(manifest),
  ...(leftOut.length > 0 ? [`Left out, because it is not the server's: ${named(leftOut)}.`] : []),
];

const hasSecret = ({ files }: BackupManifest): boolean => KEPT_FILES.some((secret) => files.includes(secret));

/** Files that a backup could not have. */
export const deletedSentences = ({ deletedMeanwhile }: BackupManifest): string[] =>
  deletedMeanwhile.length > 0 ? [`Deleted while the backup was made, so not in it: ${named(deletedMeanwhile)}.`] : [];

const named = (names: readonly string[]): string =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
    : names.join(', ');
