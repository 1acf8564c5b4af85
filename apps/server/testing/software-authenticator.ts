import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { z } from 'zod';

/** A passkey in software, as a phone has one, together with the browser around it (WebAuthn Level 3, §6). */
export interface SoftwareAuthenticator {
  /** `navigator.credentials.create`: the answer to a question for a new key. */
  create(options: Record<string, unknown>, page: Page): Record<string, unknown>;
  /** `navigator.credentials.get`: signs the question of a sign-in. */
  get(options: Record<string, unknown>, page: Page): Record<string, unknown>;
  /** How often it says that it was used; it counts on from here. */
  counter: number;
  /** Whether it says that the person was verified, by finger, face or PIN. */
  verifies: boolean;
}

/** Where the question came from. */
interface Page {
  /** `http://localhost:8000` */
  readonly origin: string;
}

const createSchema = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number() })),
});
const getSchema = z.object({ challenge: z.string(), rpId: z.string() });

/** COSE's name for ECDSA with P-256 and SHA-256 (RFC 9053 §2.1). */
const ES256 = -7;
const FLAGS = { present: 0x01, verified: 0x04, hasKey: 0x40 };

const sha256 = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

export const createSoftwareAuthenticator = (): SoftwareAuthenticator => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let userHandle = '';

  const statement = (type: string, { challenge, origin }: { challenge: string; origin: string }): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  /** §6.1: hash of the site's name, flags, counter, and the new key if there is one. */
  const authenticatorData = (rpId: string, newKey: Buffer = Buffer.alloc(0)): Buffer => {
    const head = Buffer.alloc(5);
    head[0] = FLAGS.present | (it.verifies ? FLAGS.verified : 0) | (newKey.length > 0 ? FLAGS.hasKey : 0);
    head.writeUInt32BE(it.counter, 1);
    return Buffer.concat([sha256(rpId), head, newKey]);
  };

  /** §6.5.1: no model, the credential's id with its length, and the public key in COSE form (RFC 9053 §7.1.1). */
  const attestedKey = (): Buffer => {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const coordinate = (text: string): Buffer => Buffer.from(text, 'base64url');
    const coseKey = cbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, ES256],
        [-1, 1],
        [-2, coordinate(x)],
        [-3, coordinate(y)],
      ]),
    );
    return Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey]);
  };

  const reply = (response: Record<string, unknown>) => ({
    id: base64url(id),
    rawId: base64url(id),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });

  const it: SoftwareAuthenticator = {
    counter: 0,
    verifies: true,
    create: (options, { origin }) => {
      const { challenge, rp, user, pubKeyCredParams } = createSchema.parse(options);
      if (!pubKeyCredParams.some(({ alg }) => alg === ES256)) throw new Error('This authenticator knows ES256 only.');
      userHandle = user.id;
      const authData = authenticatorData(rp.id, attestedKey());
      const attestation = new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]);
      return reply({
        clientDataJSON: base64url(statement('webauthn.create', { challenge, origin })),
        attestationObject: base64url(cbor(attestation)),
        transports: ['internal'],
      });
    },
    get: (options, { origin }) => {
      const { challenge, rpId } = getSchema.parse(options);
      it.counter += 1;
      const authData = authenticatorData(rpId);
      const clientData = statement('webauthn.get', { challenge, origin });
      return reply({
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authData),
        signature: base64url(sign('sha256', Buffer.concat([authData, sha256(clientData)]), privateKey)),
        userHandle,
      });
    },
  };
  return it;
};

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** The part of CBOR (RFC 8949) that authenticators use: small whole numbers, texts, bytes, maps. */
const cbor = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  if (typeof value === 'string') return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([cborHead(2, value.length), value]);
  const entries = [...value].flatMap(([key, entry]) => [cbor(key), cbor(entry)]);
  return Buffer.concat([cborHead(5, value.size), ...entries]);
};

/** A major type with a number below 65,536. */
const cborHead = (major: number, count: number): Buffer => {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 0xff]);
};
