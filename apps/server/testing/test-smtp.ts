import { once } from 'node:events';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { vi } from 'vitest';

/** A real mail server on a free port of 127.0.0.1. */
export interface TestSmtp {
  readonly url: string;
  /** All letters it has taken, oldest first. */
  letters(): readonly ParsedMail[];
  /** Waits for a letter that matches, takes it out of the list, and returns it. */
  next(matching?: (letter: ParsedMail) => boolean): Promise<ParsedMail>;
  /** Whether anybody has named a recipient yet. */
  asked(): boolean;
  close(): Promise<void>;
}

interface TestSmtpOptions {
  /** 0: a free one. */
  readonly port?: number;
  /** Asked for each recipient; an answer such as `{ code: 550, text: '5.1.1 No such mailbox' }` refuses. */
  readonly refuse?: (address: string) => { code: number; text: string } | null;
  /** It has all of a letter; what it says to that waits until this ends. `false`: it says 451. */
  readonly ponder?: () => Promise<boolean>;
  /** True: it never answers to a recipient. */
  readonly hangs?: boolean;
}

const PATIENCE_MS = 20_000;
const CLOSE_MS = 500;

/** Start it in `beforeAll` or in a test, hand its `url` to a server as SMTP_URL, and close it after. */
export const startTestSmtp = async (options: TestSmtpOptions = {}): Promise<TestSmtp> => {
  const { port = 0, refuse = () => null, ponder = async () => true, hangs = false } = options;
  const letters: ParsedMail[] = [];
  let asked = false;
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: CLOSE_MS, // then connections that are still open are cut
    disabledCommands: ['STARTTLS'], // its built-in certificate has expired
    onRcptTo: ({ address }, _session: SMTPServerSession, callback) => {
      asked = true;
      if (hangs) return;
      const refusal = refuse(address);
      callback(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData: (bytes, _session, callback) => {
      const take = async (): Promise<void> => {
        const letter = await simpleParser(bytes);
        letters.push(letter);
        if (await ponder()) return;
        letters.pop();
        throw Object.assign(new Error('4.7.1 Come back later'), { responseCode: 451 });
      };
      take().then(() => callback(), callback);
    },
  });
  // A client that stops in the middle of a sentence is no problem of the server's.
  server.on('error', () => undefined);
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters: () => letters,
    asked: () => asked,
    next: async (matching = () => true) => {
      await vi.waitUntil(() => letters.some(matching), { timeout: PATIENCE_MS, interval: 10 });
      const [letter] = letters.splice(letters.findIndex(matching), 1);
      if (!letter) throw new Error('The letter is gone.');
      return letter;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};
