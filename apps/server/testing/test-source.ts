import { request } from 'node:http';
import { syntheticMp3Frames } from '@livestreamer/framing';
import type { TestServer } from './api-harness.ts';

/** A DJ tool that sends audio to a station by name and password. */
export interface TestSource {
  /** Whether it was let in, and has sent two seconds of audio. */
  readonly begun: Promise<boolean>;
  /** The status of the answer, or 0 when the connection was closed without one. */
  readonly ended: Promise<number>;
  /** The show is over. */
  finish(): void;
  /** The line breaks in the middle of the show. */
  abort(): void;
}

interface SourceAccount {
  readonly username: string;
  readonly password: string;
}

/** The source goes on until the server ends it. */
export const startTestSource = (
  { baseUrl }: TestServer,
  { station, account: { username, password } }: { station: string; account: SourceAccount },
): TestSource => {
  const source = request(`${baseUrl}/stream/${station}`, {
    method: 'PUT',
    auth: `${username}:${password}`,
    headers: { 'content-type': 'audio/mpeg', expect: '100-continue' },
  });
  const ended = new Promise<number>((resolve) => {
    source.on('response', ({ statusCode = 0 }) => resolve(statusCode));
    source.on('error', () => resolve(0));
    source.on('close', () => resolve(0));
  });
  const begun = new Promise<boolean>((resolve) => {
    source.on('continue', () => {
      for (const frame of syntheticMp3Frames({ count: 80 })) source.write(frame);
      resolve(true);
    });
    void ended.then(() => resolve(false));
  });
  source.flushHeaders();
  return { begun, ended, finish: () => void source.end(), abort: () => void source.destroy() };
};
