/** Backups: everything of a server in one file, made while it runs, and restored onto an empty one. */

export type { BackupManifest } from './backup-manifest.ts';
export { KEPT_FILES } from './backup-manifest.ts';
export { type RestoreReport, restoreBackup } from './backup-restoring.ts';
export { backupSize } from './backup-size.ts';
export { verifyBackup } from './backup-verifying.ts';
export { type BackupReport, writeBackup } from './backup-writing.ts';
export { secretFingerprint } from './secret-fingerprint.ts';
export type { WriteBytes } from './tar-writing.ts';
