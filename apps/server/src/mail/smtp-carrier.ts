import { Readable } from 'node:stream';
import type { Clock } from '@livestreamer/clock';
import { createTransport } from 'nodemailer';
import type { Carrier } from './letter.ts';
import { isAnswer, outcomeOfFailure } from './smtp-outcome.ts';

interface SmtpCarrierOptions {
  /** `smtp://` (with STARTTLS where the server offers it) or `smtps://`, with name and password if need be. */
  readonly url: string;
  readonly from: string;
  readonly serverName: string;
  readonly clock: Clock;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 30_000;
const ATTEMPT_DEADLINE_MS = 60_000;
/** Mail servers close connections that say nothing; before that we do. */
const IDLE_MS = 5_000;
const CONNECTIONS = 2;

/** Hands letters to a mail server. */
export const createSmtpCarrier = ({ url, from, serverName, clock }: SmtpCarrierOptions): Carrier => {
  const transport = createTransport({
    url,
    pool: true,
    name: serverName,
    maxConnections: CONNECTIONS,
    maxRequeues: 0, // attempts are counted by us
    idleTimeout: IDLE_MS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  /** By Message-ID: what is waited for before the end of a letter that is under way. */
  const handOvers = new Map<string, () => Promise<void>>();
  // Read when the mail server has asked for the text (354), and ended by the dot that makes the letter its own (RFC 5321 §4.1.1.4).
  transport.use('stream', ({ data, message }, done) => {
    const handOver = handOvers.get(String(data.messageId));
    if (handOver) message.processFunc((text) => Readable.from(beforeItsEnd(text, handOver), { objectMode: false }));
    done();
  });

  return {
    carry: async ({ id, to, subject, text, html, queuedAtMs }, beforeHandOver) => {
      // The same at every attempt: mailboxes that got a letter twice can tell.
      const messageId = `<${id}@${serverName}>`;
      let isHandedOver = false;
      handOvers.set(messageId, async () => {
        await beforeHandOver();
        isHandedOver = true;
      });
      const abort = new AbortController();
      const deadline = clock.after(ATTEMPT_DEADLINE_MS, () => abort.abort());
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to }, // as an object, so that nothing in it is read as a second address
          subject,
          text,
          html,
          date: new Date(queuedAtMs),
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: abort.signal,
        });
        return 'sent';
      } catch (error) {
        if (isHandedOver && !isAnswer(error)) return 'unclear';
        return abort.signal.aborted ? { problem: 'too slow', permanent: false } : outcomeOfFailure(error);
      } finally {
        deadline.cancel();
        handOvers.delete(messageId);
      }
    },
    close: () => transport.close({ force: true }),
  };
};

async function* beforeItsEnd(text: Readable, wait: () => Promise<void>): AsyncGenerator<Buffer> {
  yield* text;
  await wait();
}
