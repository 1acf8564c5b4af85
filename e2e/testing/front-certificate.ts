import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the journeys find it; set for the whole run. */
const FOLDER_VARIABLE = 'LIVESTREAMER_E2E_CERTIFICATE_DIR';

const pathsIn = (folder: string) => ({ certificate: join(folder, 'front.pem'), key: join(folder, 'front.key') });

/**
 * Makes the certificate of every nginx of the run, for loopback alone, and has the Node programs that are started from now on trust it: they read
 * that list when they begin (NODE_EXTRA_CA_CERTS). Returns how to undo it.
 */
export const makeFrontCertificate = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-e2e-certificate-'));
  const { certificate, key } = pathsIn(folder);
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1';
  execFileSync(
    'openssl',
    [
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ['-subj', '/CN=localhost', '-addext', names, '-keyout', key, '-out', certificate],
    ].flat(),
    { stdio: 'pipe' },
  );
  process.env[FOLDER_VARIABLE] = folder;
  process.env['NODE_EXTRA_CA_CERTS'] = certificate;
  return () => rmSync(folder, { recursive: true, force: true });
};

/** The files of the certificate that the run was started with. */
export const frontCertificate = (): { certificate: string; key: string } => {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined)
    throw new Error('There is no certificate: journeys-setup.ts makes it before the first journey.');
  return pathsIn(folder);
};

/** The certificate as browsers can be told to trust it: the digest of its public key (`--ignore-certificate-errors-spki-list`). */
export const frontKeyDigest = (): string => {
  const { publicKey } = new X509Certificate(readFileSync(frontCertificate().certificate));
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
};
